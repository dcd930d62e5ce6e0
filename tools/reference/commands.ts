/** Answers what a command line prints. */
export type Printed = (args: readonly string[]) => Promise<string>;

const HEAD = `# Commands

What \`leeway COMMAND --help\` prints, of every command. Written by \`npm run schema\`; never edited by hand.
`;

/** docs/reference/cli.md: the help of each command, and of those under it, in their order. */
export async function commandsMarkdown(printed: Printed): Promise<string> {
  const parts = [HEAD, section('leeway', await printed(['--help']), 2)];
  for (const name of namesIn(await printed(['--help']))) {
    const help = await printed([name, '--help']);
    parts.push(section(`leeway ${name}`, help, 2));
    for (const under of namesIn(help))
      parts.push(section(`leeway ${name} ${under}`, await printed([name, under, '--help']), 3));
  }
  return parts.join('\n');
}

/** Names of the commands that a help lists. */
function namesIn(help: string): string[] {
  const [, listed = ''] = /^Commands:\n((?: {2}.*\n)*)/m.exec(help) ?? [];
  return [...listed.matchAll(/^ {2}([a-z][a-z-]*)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
}

function section(title: string, help: string, depth: number): string {
  return `${'#'.repeat(depth)} ${title}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\`\n`;
}
