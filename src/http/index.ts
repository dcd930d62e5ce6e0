/** The server, and those who ask it. */

export { askServer, sendFile, type Upload } from './client.ts';
export { type RunningServer, type ServePlace, serve } from './serve.ts';
