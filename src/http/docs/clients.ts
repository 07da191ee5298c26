import { escapeHtml } from '../../domain/html.ts';
import { code, codeBlock, heading } from './markup.ts';

/** Renders the part of the API reference that tells how to get a client in each language. */

/** Steps to a generated client in one language. */
export type ClientRecipe = {
  /** Argument of `claimline sdk`, such as `typescript`. */
  language: string;
  /** The language as people write it, such as `TypeScript`. */
  title: string;
  generator: string;
  version: string;
  /** Instructions for the client: text, commands after `$`, then code, which is indented by two spaces. */
  use: readonly string[];
};

/** Directory of the generated client in the examples. */
const exampleDirectory = 'client';

const inPackage = `import { createClient } from 'claimline/client';

const claimline = createClient({ baseUrl: 'http://127.0.0.1:3000' });
for await (const event of claimline.each.listEvents({ from: '2024-03' })) {
  console.log(event.time?.display, event.title);
}`;

export function clientsHtml(recipes: readonly ClientRecipe[]): string {
  return `<section id="clients">
${heading(2, 'clients', 'Clients')}
<p>A typed TypeScript client is in the package: it walks through pages, throws typed errors and tries again. Build the
package in a checkout, then install the file in your project:</p>
${codeBlock('npm run package\nnpm install ../claimline/claimline-*.tgz', 'command')}
${codeBlock(inPackage)}
<p>For these languages one command generates a client, with a generator that is tested against this API:</p>
<ul class="languages">${recipes.map(({ language, title }) => `<li><a href="#client-${language}">${escapeHtml(title)}</a></li>`).join('')}</ul>
${recipes.map(recipeHtml).join('\n')}
<p>For other languages, give <a href="openapi.json">openapi.json</a> or <a href="openapi-3.0.json">openapi-3.0.json</a>
to a generator that reads OpenAPI. The <a href="guide/tools">guide to tools</a> has what is tested, and the limits.</p>
</section>`;
}

function recipeHtml({ language, title, generator, version, use }: ClientRecipe): string {
  const text = use.filter((line) => !/^[$ ]/.test(line)).map(escapeHtml);
  const commands = use.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
  const program = use.filter((line) => line.startsWith('  ')).map((line) => line.slice(2));
  return `<section id="client-${language}" class="client">
${heading(3, `client-${language}`, escapeHtml(title))}
${codeBlock(`npx claimline sdk ${language} --out ${exampleDirectory}`, 'command')}
<p>Uses ${code(`${generator} ${version}`)}. ${text.join(' ')}</p>
${commands.length > 0 ? codeBlock(commands.join('\n'), 'command') : ''}
${codeBlock(program.join('\n'))}
</section>`;
}
