import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server. */
export interface Connections {
  /** Ends those on which nothing is asked, and the others with their answer. */
  readonly end: () => void;
}

/**
 * Follows the connections of a server, so that it can end. Browsers open some beforehand and keep others: on the first
 * nothing was ever asked, which Node does not take for idle, and a server waits for both.
 */
export function connectionsOf(server: Server): Connections {
  const asked = new Map<Socket, number>();
  let isEnding = false;
  const settle = (socket: Socket): void => {
    if (isEnding && asked.get(socket) === 0) socket.destroySoon();
  };
  const count = (socket: Socket, change: number): void => {
    const open = asked.get(socket);
    if (open !== undefined) asked.set(socket, open + change);
    settle(socket);
  };
  server.on('connection', (socket: Socket) => {
    asked.set(socket, 0);
    socket.once('close', () => asked.delete(socket));
    settle(socket);
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    count(socket, 1);
    response.once('close', () => count(socket, -1));
  });
  return {
    end: () => {
      isEnding = true;
      for (const socket of asked.keys()) settle(socket);
    },
  };
}
