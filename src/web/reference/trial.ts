import { addCopyButtons } from './copy.ts';
import { element } from './element.ts';
import { curlOf, type Field, requestPath } from './request.ts';
import { server } from './server.ts';

/** "Try it": a form for each operation that sends its request to this server and shows the response. */

const shownCharacters = 50_000;

export function addTrials(): void {
  for (const section of document.querySelectorAll<HTMLElement>('.operation')) {
    const details = element('details', { class: 'trial' }, element('summary', {}, 'Try it'));
    // Made when it is opened: thirty forms with twenty fields each would delay the page.
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1) details.append(trialForm(section));
    });
    section.querySelector('.request')?.after(details);
  }
}

function trialForm(section: HTMLElement): HTMLFormElement {
  const { method = 'GET', path = '' } = section.dataset;
  const parameters = [...section.querySelectorAll<HTMLElement>('dt[data-name]')];
  const inputs = parameters.map((parameter) => ({ parameter, input: inputFor(section.id, parameter) }));
  const example = section.querySelector<HTMLElement>('.body');
  const type = example?.dataset.type;
  const body =
    example === null
      ? undefined
      : element(
          'textarea',
          { rows: '8', id: `${section.id}-body` },
          example.querySelector('pre')?.textContent ?? '',
        );
  const answer = element('div', { class: 'answer', role: 'status' });
  const form = element('form', {});
  for (const { parameter, input } of inputs) {
    form.append(element('label', { for: input.id }, parameter.dataset.name ?? ''), input);
    if (parameter.dataset.several !== undefined) input.title = 'Several values: separate them by commas';
  }
  if (body) form.append(element('label', { for: body.id }, `body (${type})`), body);
  form.append(element('button', {}, 'Send'), answer);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const fields = inputs.map(
      ({ parameter: { dataset }, input }): Field => ({
        name: dataset.name ?? '',
        in: dataset.in ?? '',
        several: dataset.several !== undefined,
        value: input.value,
      }),
    );
    const sent = body && { type: type ?? '', text: body.value };
    void send(answer, method, server + requestPath(path, fields), sent);
  });
  return form;
}

function inputFor(operation: string, { dataset }: HTMLElement): HTMLInputElement | HTMLSelectElement {
  const { name = '', example = '', values, several } = dataset;
  const required = dataset.required !== undefined;
  const id = `${operation}-${name}`;
  if (values !== undefined && several === undefined) {
    const options = values.split(' ').map((value) => element('option', {}, value));
    return element(
      'select',
      { id, required },
      ...(required ? [] : [element('option', { value: '' }, '')]),
      ...options,
    );
  }
  const value = required ? example : '';
  const placeholder = example === '' ? '' : `such as ${example}`;
  return element('input', { id, value, placeholder, required, autocomplete: 'off' });
}

async function send(
  answer: HTMLElement,
  method: string,
  url: string,
  body: { type: string; text: string } | undefined,
): Promise<void> {
  answer.replaceChildren(element('p', {}, 'Waiting for the server…'));
  const started = performance.now();
  try {
    const init = body === undefined ? {} : { body: body.text, headers: { 'content-type': body.type } };
    const response = await fetch(url, { method, ...init });
    const text = await response.text();
    const took = Math.round(performance.now() - started);
    const size = new TextEncoder().encode(text).length.toLocaleString('en');
    answer.replaceChildren(
      element(
        'p',
        {},
        element('strong', {}, `${response.status} ${response.statusText}`),
        ` · ${took} ms · ${size} bytes`,
      ),
      element('pre', { tabindex: '0', 'data-copy': 'command' }, curlOf(method, url, body)),
      element('pre', { tabindex: '0', 'data-copy': '' }, shown(text)),
    );
    addCopyButtons(answer);
  } catch {
    answer.replaceChildren(element('p', {}, 'The server does not answer.'));
  }
}

/** Returns a response as it is shown: JSON is indented, and a long text is cut. */
function shown(text: string): string {
  let read = text;
  try {
    read = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Not JSON, such as YAML or CSV: it is shown as it is.
  }
  return read.length > shownCharacters ? `${read.slice(0, shownCharacters)}\n… (cut)` : read;
}
