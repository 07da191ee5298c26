import { isIP } from 'node:net';

/**
 * Settings: a flag counts first, then the environment variable, then the default. Only this file reads the
 * environment. The help, the documentation and the tests are made from its list.
 */

/** Names a database: its engine and its path. */
export type DatabaseAddress = {
  engine: 'sqlite' /** A file, or `:memory:`. */;
  path: string;
};

export type Config = {
  host: string;
  /** 0 picks any free port. */
  port: number;
  database: DatabaseAddress;
  readOnly: boolean;
  logLevel: LogLevel;
  /** 0 turns the response cache off. */
  cacheMb: number;
  queryTimeoutMs: number;
  /** Addresses and CIDR ranges of reverse proxies. */
  trustedProxies: readonly string[];
  workers: number;
  allowedOrigins: readonly string[] | '*' | 'none';
  /** `auto` depends on `host`: on a loopback address only loopback names are allowed, otherwise all names. */
  allowedHosts: readonly string[] | '*' | 'auto';
  /** Without a slash at the end; empty where not set. */
  publicUrl: string;
  logQueries: boolean;
  metrics: boolean;
};

export type SettingName = keyof Config;

export type Setting = {
  /** The environment variable, such as `CACHE_MB`. */
  env: string;
  /** The flag with the name of its value, such as `--cache-mb <number>`; a flag without a value means `true`. */
  flag: string;
  default: string;
  /** Describes the setting in one sentence. */
  description: string;
  /** The accepted values. Ends a sentence that begins with "expected". */
  expected: string;
};

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Lists every setting. */
export const settings: Readonly<Record<SettingName, Setting>> = {
  host: {
    env: 'HOST',
    flag: '--host <address>',
    default: '127.0.0.1',
    description: 'Address that the server listens on; 0.0.0.0 means every IPv4 address of the machine.',
    expected: 'an IP address or a host name',
  },
  port: {
    env: 'PORT',
    flag: '--port <number>',
    default: '3000',
    description: 'Port that the server listens on; 0 picks any free port and prints it.',
    expected: 'a whole number from 0 to 65535',
  },
  database: {
    env: 'DATABASE_URL',
    flag: '--database-url <url>',
    default: 'sqlite:claimline.db',
    description: 'The database: sqlite:PATH (a file; created if it does not exist) or sqlite::memory:.',
    expected: 'sqlite:PATH, such as sqlite:claimline.db, or sqlite::memory:',
  },
  readOnly: {
    env: 'READ_ONLY',
    flag: '--read-only',
    default: 'false',
    description: 'Serves the database read-only: nothing is written to it, even if its file is writable.',
    expected: 'true or false',
  },
  logLevel: {
    env: 'LOG_LEVEL',
    flag: '--log-level <level>',
    default: 'warn',
    description: `Level of the log on standard error: ${logLevels.join(', ')} (info logs every request).`,
    expected: `one of ${logLevels.join(', ')}`,
  },
  cacheMb: {
    env: 'CACHE_MB',
    flag: '--cache-mb <number>',
    default: '64',
    description: 'Memory for the response cache, in megabytes; a write empties the cache, 0 turns it off.',
    expected: 'a whole number from 0 to 65536',
  },
  queryTimeoutMs: {
    env: 'QUERY_TIMEOUT_MS',
    flag: '--query-timeout-ms <number>',
    default: '2000',
    description:
      'Time after which a slow query is stopped, in milliseconds; the time that it waits in the queue counts.',
    expected: 'a whole number from 1 to 20000',
  },
  trustedProxies: {
    env: 'TRUSTED_PROXIES',
    flag: '--trusted-proxies <addresses>',
    default: 'none',
    description:
      'Reverse proxies whose X-Forwarded-For header is trusted; it identifies the clients, which share the time for slow queries fairly.',
    expected: 'none, or IP addresses and CIDR ranges separated by commas, such as 127.0.0.1,10.0.0.0/8',
  },
  workers: {
    env: 'WORKERS',
    flag: '--workers <number>',
    default: '1',
    description: 'Number of server processes that share the port; more than one needs a database in a file.',
    expected: 'a whole number from 1 to 64',
  },
  allowedOrigins: {
    env: 'ALLOWED_ORIGINS',
    flag: '--allowed-origins <origins>',
    default: 'none',
    description:
      'Origins whose web pages may read responses, such as https://example.org,http://localhost:5173; * allows all.',
    expected: 'none, *, or origins such as https://example.org separated by commas',
  },
  allowedHosts: {
    env: 'ALLOWED_HOSTS',
    flag: '--allowed-hosts <hosts>',
    default: 'auto',
    description:
      'Hosts that requests may name, such as example.org,*.example.org; * allows any; auto allows localhost, *.localhost, 127.0.0.1 and [::1] on a loopback address, otherwise any.',
    expected: 'auto, *, or hosts such as example.org, *.example.org or 192.0.2.1:8080 separated by commas',
  },
  publicUrl: {
    env: 'PUBLIC_URL',
    flag: '--public-url <url>',
    default: 'none',
    description: 'Public address of the server, such as https://example.org/claimline; links lead there.',
    expected: 'none, or an http(s) URL without query, such as https://example.org/claimline',
  },
  logQueries: {
    env: 'LOG_QUERIES',
    flag: '--log-queries',
    default: 'false',
    description: 'Logs the queries of requests as well, which can hold the names of people.',
    expected: 'true or false',
  },
  metrics: {
    env: 'METRICS',
    flag: '--metrics',
    default: 'false',
    description: 'Serves metrics for Prometheus at /metrics.',
    expected: 'true or false',
  },
};

/** Lists the settings of a server. The log level is not here because every command has it. */
export const serveSettings = [
  'host',
  'port',
  'database',
  'readOnly',
  'cacheMb',
  'queryTimeoutMs',
  'trustedProxies',
  'workers',
  'allowedOrigins',
  'allowedHosts',
  'publicUrl',
  'logQueries',
  'metrics',
] as const satisfies readonly SettingName[];
export type ServeSetting = (typeof serveSettings)[number] | 'logLevel';

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/i;

/** Accepts digits and dots only as a full IP address: the system's resolver would read 127.1 as 127.0.0.1. */
const isHost = (text: string) => isIP(text) > 0 || (hostName.test(text) && !/^[\d.]+$/.test(text));

/** Accepts an address or a CIDR range. Rejects `/0`: if every address is a proxy, each client can invent its own. */
function isAddressRange(text: string): boolean {
  const [, address = '', prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return bits > 0 && (prefix === undefined || (Number(prefix) >= 1 && Number(prefix) <= bits));
}

function addressRanges(text: string): readonly string[] | undefined {
  if (text === 'none') return [];
  const ranges = text.split(',').map((range) => range.trim());
  return ranges.every(isAddressRange) ? ranges : undefined;
}

/** Reads the text of a setting. Returns undefined if the text is not an accepted value. */
type Reader<T> = (text: string) => T | undefined;

/** Accepts an origin as browsers write it (RFC 6454 §6.2): scheme, host, and the port unless it is the default. */
const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text && text !== 'null';

const isHostPattern = (text: string) => {
  const [, name = '', port] = /^(?:\*\.)?(.*?)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = /^\[(.*)\]$/.exec(name)?.[1];
  return (address === undefined ? isHost(name) : isIP(address) === 6) && Number(port ?? 0) <= 65_535;
};

/** Makes a reader that accepts one word (such as `none`), `*`, or items separated by commas; in lower case. */
const listOr =
  <Word extends string>(
    word: Word,
    isItem: (text: string) => boolean,
  ): Reader<Word | '*' | readonly string[]> =>
  (text) => {
    const given = text.trim().toLowerCase();
    if (given === word || given === '*') return given as Word | '*';
    const items = given.split(',').map((item) => item.trim());
    return items.every(isItem) ? items : undefined;
  };

const wholeNumber =
  (min: number, max: number): Reader<number> =>
  (text) =>
    /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined;

function trueOrFalse(text: string): boolean | undefined {
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

function databaseAddress(text: string): DatabaseAddress | undefined {
  // "sqlite://PATH" is rejected: it is not clear if the path is absolute or relative.
  const isUrl = /^sqlite:(?!\/\/)\S/.test(text) && !text.includes('\0') && text === text.trim();
  return isUrl ? { engine: 'sqlite', path: text.slice('sqlite:'.length) } : undefined;
}

function publicAddress(text: string): string | undefined {
  if (text === 'none') return '';
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, pathname, href } = new URL(text);
  // The whole address has nothing beside them: no user, password, query or fragment, not even an empty one.
  const isPlain = /^https?:$/.test(protocol) && href === origin + pathname;
  return isPlain ? href.replace(/\/+$/, '') : undefined;
}

const readers: { [K in SettingName]: Reader<Config[K]> } = {
  host: (text) => (isHost(text) ? text : undefined),
  port: wholeNumber(0, 65_535),
  database: databaseAddress,
  readOnly: trueOrFalse,
  logLevel: (text) => logLevels.find((level) => level === text),
  cacheMb: wholeNumber(0, 65_536),
  queryTimeoutMs: wholeNumber(1, 20_000),
  trustedProxies: addressRanges,
  workers: wholeNumber(1, 64),
  allowedOrigins: listOr('none', isOrigin),
  allowedHosts: listOr('auto', isHostPattern),
  publicUrl: publicAddress,
  logQueries: trueOrFalse,
  metrics: trueOrFalse,
};

/** Describes one setting whose value is not accepted. */
export type SettingFault = {
  setting: SettingName;
  /** The flag or environment variable that holds the value. */
  from: string;
  given: string;
  expected: string;
};

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly faults: readonly SettingFault[];

  constructor(faults: readonly SettingFault[]) {
    super(faults.length === 1 ? 'A setting cannot be used.' : `${faults.length} settings cannot be used.`);
    this.faults = faults;
  }
}

export const faultLine = ({ from, given, expected }: SettingFault): string =>
  `${from} is ${JSON.stringify(given)}: expected ${expected}`;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the environment of this process. */
export const processEnvironment = (): Environment => process.env;

/**
 * Reads the named settings. A flag overrides the environment. An empty environment variable counts as not set.
 * @param flags values of the flags, by setting
 * @throws SettingsError with every fault
 */
export function readConfig<Name extends SettingName>(
  names: readonly Name[],
  flags: Readonly<Partial<Record<SettingName, string>>>,
  environment: Environment,
): Pick<Config, Name> {
  const faults: SettingFault[] = [];
  const read = names.map((name) => {
    const { env, flag, default: standard, expected } = settings[name];
    const given = flags[name] ?? (environment[env] || standard);
    const value = readers[name](given);
    if (value === undefined) {
      const from = flags[name] === undefined ? env : (flag.split(' ')[0] ?? flag);
      faults.push({ setting: name, from, given: withoutPassword(given), expected });
    }
    return [name, value];
  });
  if (faults.length > 0) throw new SettingsError(faults);
  // Each value comes from the reader of its own setting, and all readers succeeded.
  return Object.fromEntries(read) as Pick<Config, Name>;
}

/** Hides the password in the URL of a database, because a value that is not accepted is printed and logged. */
const withoutPassword = (text: string) => text.replace(/(\/\/[^/:@]*:)[^/]*@/, '$1***@');

/** The path of a database in memory, which is lost when the process ends. */
export const inMemory = ':memory:';

/** Returns the URL of a database, such as `sqlite:claimline.db`. */
export const databaseUrl = ({ engine, path }: DatabaseAddress): string => `${engine}:${path}`;
