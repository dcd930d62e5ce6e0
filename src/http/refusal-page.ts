import type { FastifyRequest } from 'fastify';
import type { ProblemDocument } from '../contracts/ingest-status.ts';
import { markupText } from '../contracts/markup-text.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether browsers are sent there, so that what is refused is read by a person. */
    isPage?: boolean;
  }
}

/** Whether a person sits before what is answered. */
export function isReadByPerson({ routeOptions, headers }: FastifyRequest): boolean {
  return routeOptions.config.isPage === true && (headers.accept ?? '').includes('text/html');
}

/**
 * What was refused, as a page: a line, and the way back.
 *
 * @param style what makes it look like the console, as markup
 */
export function refusalPage({ title, detail }: ProblemDocument, style: string): string {
  const line = markupText(detail ?? title);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Not logged in · leeway</title>
${style}
<main>
<h1>Not logged in</h1>
<p role="alert">${line.charAt(0).toUpperCase()}${line.slice(1)}.</p>
<p><a href="/">Back to the console</a></p>
</main>
</html>
`;
}
