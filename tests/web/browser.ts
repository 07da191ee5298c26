import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from '../helpers/installed.ts';

/** A real browser, with a record of all that a page asked for and complained of. */

/** The parts of playwright-core that these tests use. Its own types exist only once it is installed. */
type FilePayload = { name: string; mimeType: string; buffer: Buffer };
export type Locator = {
  first: () => Locator;
  nth: (index: number) => Locator;
  count: () => Promise<number>;
  click: (options?: { button?: 'left' | 'right'; modifiers?: string[] }) => Promise<void>;
  focus: () => Promise<void>;
  fill: (text: string) => Promise<void>;
  check: (options?: { force?: boolean }) => Promise<void>;
  setInputFiles: (file: FilePayload) => Promise<void>;
  boundingBox: () => Promise<{ x: number; y: number; width: number; height: number } | null>;
  getByRole: (role: string, options?: ByRole) => Locator;
  getByText: (text: string | RegExp, options?: { exact?: boolean }) => Locator;
  getByLabel: (text: string | RegExp, options?: { exact?: boolean }) => Locator;
  selectOption: (value: string) => Promise<unknown>;
  getAttribute: (name: string) => Promise<string | null>;
  waitFor: (options?: { state?: 'visible' | 'attached' | 'hidden'; timeout?: number }) => Promise<void>;
  isVisible: () => Promise<boolean>;
  inputValue: () => Promise<string>;
  scrollIntoViewIfNeeded: () => Promise<void>;
  innerText: () => Promise<string>;
  textContent: () => Promise<string | null>;
  allInnerTexts: () => Promise<string[]>;
  allTextContents: () => Promise<string[]>;
  locator: (selector: string) => Locator;
};
type ByRole = { name?: string | RegExp; exact?: boolean; level?: number };
type Download = { suggestedFilename: () => string; path: () => Promise<string> };
type Page = {
  goto: (url: string) => Promise<{ status: () => number } | null>;
  url: () => string;
  reload: () => Promise<unknown>;
  goBack: () => Promise<unknown>;
  goForward: () => Promise<unknown>;
  getByText: (text: string | RegExp, options?: { exact?: boolean }) => Locator;
  getByRole: (role: string, options?: ByRole) => Locator;
  getByLabel: (text: string | RegExp, options?: { exact?: boolean }) => Locator;
  locator: (selector: string) => Locator;
  keyboard: {
    press: (key: string) => Promise<void>;
    type: (text: string) => Promise<void>;
    down: (key: string) => Promise<void>;
    up: (key: string) => Promise<void>;
  };
  mouse: {
    move: (x: number, y: number, options?: { steps?: number }) => Promise<void>;
    down: () => Promise<void>;
    up: () => Promise<void>;
    wheel: (x: number, y: number) => Promise<void>;
  };
  clock: {
    install: () => Promise<void>;
    pauseAt: (time: number) => Promise<void>;
    resume: () => Promise<void>;
  };
  evaluate: <T>(script: string) => Promise<T>;
  emulateMedia: (options: { media?: 'print' | 'screen' }) => Promise<void>;
  screenshot: (options: { path: string; fullPage?: boolean }) => Promise<unknown>;
  pdf: (options: { path: string }) => Promise<unknown>;
  route: (
    url: RegExp,
    handle: (route: {
      abort: () => Promise<void>;
      continue: () => Promise<void>;
      fulfill: (answer: { status: number; contentType: string; body: string }) => Promise<void>;
    }) => unknown,
  ) => Promise<void>;
  waitForRequest: (matches: (request: { url: () => string }) => boolean) => Promise<unknown>;
  waitForEvent: ((name: 'download') => Promise<Download>) & ((name: 'popup') => Promise<Page>);
  frameLocator: (selector: string) => Pick<Locator, 'locator' | 'getByRole'>;
  on(event: 'request', told: (request: { url: () => string; method: () => string }) => void): void;
  on(event: 'console', told: (message: { type: () => string; text: () => string }) => void): void;
  on(event: 'pageerror', told: (error: Error) => void): void;
};
/** The browser's own protocol, for what a hand does to a screen. */
type Protocol = { send: (method: string, parameters: Record<string, unknown>) => Promise<unknown> };
type Context = {
  pages: () => Page[];
  newPage: () => Promise<Page>;
  newCDPSession: (page: Page) => Promise<Protocol>;
  close: () => Promise<void>;
};
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
  protocol: () => Promise<Protocol>;
  close: () => Promise<void>;
};

/** Opens an empty page in a browser of its own, with nothing kept from before. */
export async function openBrowser(
  options: {
    colorScheme?: 'light' | 'dark';
    viewport?: { width: number; height: number };
    javaScriptEnabled?: boolean;
    locale?: string;
    permissions?: string[];
    hasTouch?: boolean;
  } = {},
): Promise<Visit> {
  const {
    default: { chromium },
  } = await load<{ default: Driver }>('web', 'playwright-core');
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
  return { page, requests, complaints, protocol: () => context.newCDPSession(page), close };
}
