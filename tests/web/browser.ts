import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from '../helpers/installed.ts';

/** A real browser, with a record of all that a page asked for and complained of. */

/** What these tests use of playwright-core. Its own types are there only once it is installed. */
type Locator = {
  first: () => Locator;
  click: () => Promise<void>;
  waitFor: (options?: { state?: 'visible' | 'attached' | 'hidden'; timeout?: number }) => Promise<void>;
  isVisible: () => Promise<boolean>;
  innerText: () => Promise<string>;
};
type ByRole = { name?: string | RegExp; exact?: boolean };
type Page = {
  goto: (url: string) => Promise<{ status: () => number } | null>;
  getByText: (text: string | RegExp, options?: { exact?: boolean }) => Locator;
  getByRole: (role: string, options?: ByRole) => Locator;
  locator: (selector: string) => Locator;
  keyboard: { press: (key: string) => Promise<void>; type: (text: string) => Promise<void> };
  evaluate: <T>(script: string) => Promise<T>;
  screenshot: (options: { path: string }) => Promise<unknown>;
  waitForRequest: (matches: (request: { url: () => string }) => boolean) => Promise<unknown>;
  on(event: 'request', told: (request: { url: () => string; method: () => string }) => void): void;
  on(event: 'console', told: (message: { type: () => string; text: () => string }) => void): void;
  on(event: 'pageerror', told: (error: Error) => void): void;
};
type Context = { pages: () => Page[]; newPage: () => Promise<Page>; close: () => Promise<void> };
type Driver = {
  chromium: {
    launchPersistentContext: (directory: string, options: Record<string, unknown>) => Promise<Context>;
  };
};

/** Nothing of the browser's own on the network, and no name but this machine's resolves. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

export type Visit = {
  page: Page;
  /** Every request, as `GET http://…`. */
  requests: string[];
  /** Errors and warnings of the console, a breach of the content security policy among them, and thrown errors. */
  complaints: string[];
  close: () => Promise<void>;
};

/** Opens an empty page in a browser of its own, with nothing kept from before. */
export async function openBrowser(
  options: { colorScheme?: 'light' | 'dark'; viewport?: { width: number; height: number } } = {},
): Promise<Visit> {
  const { chromium } = await load<Driver>('web', 'playwright-core');
  const profile = await mkdtemp(join(tmpdir(), 'claimline-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim(),
    headless: true,
    args: flags,
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type())) complaints.push(message.text());
  });
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { page, requests, complaints, close };
}
