import { isIP } from 'node:net';

/**
 * Settings: from flags, else from the environment, else by default. This is the one place that reads the
 * environment and the one list that the help, the documentation and the tests are made from.
 */

/** A database, by the engine that keeps it. */
export type DatabaseAddress = {
  engine: 'sqlite' /** A file, or `:memory:`. */;
  path: string;
};

export type Config = {
  host: string;
  /** 0 stands for any free one. */
  port: number;
  database: DatabaseAddress;
  readOnly: boolean;
  logLevel: LogLevel;
  /** 0 keeps nothing. */
  cacheMb: number;
  queryTimeoutMs: number;
  /** Addresses and CIDR ranges of reverse proxies. */
  trustedProxies: readonly string[];
  workers: number;
  allowedOrigins: readonly string[] | '*' | 'none';
  /** `auto` follows from the host that the server listens on. */
  allowedHosts: readonly string[] | '*' | 'auto';
};

export type SettingName = keyof Config;

export type Setting = {
  /** Name of the environment variable. */
  env: string;
  /** The flag, with the name of its value; without one, the flag by itself means `true`. */
  flag: string;
  default: string;
  /** What it sets, as one sentence. */
  description: string;
  /** What is accepted, as the end of a sentence that begins with "expected". */
  expected: string;
};

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Every setting there is. */
export const settings: Readonly<Record<SettingName, Setting>> = {
  host: {
    env: 'HOST',
    flag: '--host <address>',
    default: '127.0.0.1',
    description: 'Address that the server listens on; 0.0.0.0 is every IPv4 address of the machine.',
    expected: 'an IP address or a host name',
  },
  port: {
    env: 'PORT',
    flag: '--port <number>',
    default: '3000',
    description: 'Port that the server listens on; 0 takes any free one and prints it.',
    expected: 'a whole number from 0 to 65535',
  },
  database: {
    env: 'DATABASE_URL',
    flag: '--database-url <url>',
    default: 'sqlite:claimline.db',
    description: 'The database: sqlite:PATH (a file, made where there is none) or sqlite::memory:.',
    expected: 'sqlite:PATH, such as sqlite:claimline.db, or sqlite::memory:',
  },
  readOnly: {
    env: 'READ_ONLY',
    flag: '--read-only',
    default: 'false',
    description:
      'Serves the database without ever writing to it; so it is served where its place cannot be written to.',
    expected: 'true or false',
  },
  logLevel: {
    env: 'LOG_LEVEL',
    flag: '--log-level <level>',
    default: 'warn',
    description: `How much is logged to standard error: ${logLevels.join(', ')} (info: every request).`,
    expected: `one of ${logLevels.join(', ')}`,
  },
  cacheMb: {
    env: 'CACHE_MB',
    flag: '--cache-mb <number>',
    default: '64',
    description: 'Memory for answers that are kept until the next write, in megabytes; 0 keeps none.',
    expected: 'a whole number from 0 to 65536',
  },
  queryTimeoutMs: {
    env: 'QUERY_TIMEOUT_MS',
    flag: '--query-timeout-ms <number>',
    default: '2000',
    description:
      'Time for a query that may take long, waiting included, in milliseconds; then it is stopped.',
    expected: 'a whole number from 1 to 20000',
  },
  trustedProxies: {
    env: 'TRUSTED_PROXIES',
    flag: '--trusted-proxies <addresses>',
    default: 'none',
    description:
      'Reverse proxies whose X-Forwarded-For header is believed: it tells clients apart, who share slow queries fairly.',
    expected: 'none, or IP addresses and CIDR ranges separated by commas, such as 127.0.0.1,10.0.0.0/8',
  },
  workers: {
    env: 'WORKERS',
    flag: '--workers <number>',
    default: '1',
    description: 'Processes that serve, sharing the port; more than one need a database in a file.',
    expected: 'a whole number from 1 to 64',
  },
  allowedOrigins: {
    env: 'ALLOWED_ORIGINS',
    flag: '--allowed-origins <origins>',
    default: 'none',
    description:
      'Origins whose web pages may read answers, such as https://example.org,http://localhost:5173; * is all.',
    expected: 'none, *, or origins such as https://example.org separated by commas',
  },
  allowedHosts: {
    env: 'ALLOWED_HOSTS',
    flag: '--allowed-hosts <hosts>',
    default: 'auto',
    description:
      'Hosts that requests may name, such as example.org,*.example.org; * is any; auto is localhost, *.localhost, 127.0.0.1 and [::1] on a loopback address, else any.',
    expected: 'auto, *, or hosts such as example.org, *.example.org or 192.0.2.1:8080 separated by commas',
  },
};

/** Settings of a server, beside the log level that every command has. */
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
] as const satisfies readonly SettingName[];
export type ServeSetting = (typeof serveSettings)[number] | 'logLevel';

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/i;

/** Digits and dots are an address or nothing: the resolver would read 127.1 or 0x7f.1 its own way. */
const isHost = (text: string) => isIP(text) > 0 || (hostName.test(text) && !/^[\d.]+$/.test(text));

/** A range of all addresses (`/0`) would let every client name itself. */
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

/** Reads the text of a setting; undefined where it cannot be used. */
type Reader<T> = (text: string) => T | undefined;

/** Origins as browsers write them (RFC 6454 §6.2): scheme, host, and the port where it is not the scheme's own. */
const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text && text !== 'null';

const isHostPattern = (text: string) => {
  const [, name = '', port] = /^(?:\*\.)?(.*?)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = /^\[(.*)\]$/.exec(name)?.[1];
  return (address === undefined ? isHost(name) : isIP(address) === 6) && Number(port ?? 0) <= 65_535;
};

/** One word of its own, `*`, or a list of texts in lower case, separated by commas. */
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

function databaseAddress(text: string): DatabaseAddress | undefined {
  // A path after "//" would mean different places to different people.
  const isUrl = /^sqlite:(?!\/\/)\S/.test(text) && !text.includes('\0') && text === text.trim();
  return isUrl ? { engine: 'sqlite', path: text.slice('sqlite:'.length) } : undefined;
}

const readers: { [K in SettingName]: Reader<Config[K]> } = {
  host: (text) => (isHost(text) ? text : undefined),
  port: wholeNumber(0, 65_535),
  database: databaseAddress,
  readOnly: (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined),
  logLevel: (text) => logLevels.find((level) => level === text),
  cacheMb: wholeNumber(0, 65_536),
  queryTimeoutMs: wholeNumber(1, 20_000),
  trustedProxies: addressRanges,
  workers: wholeNumber(1, 64),
  allowedOrigins: listOr('none', isOrigin),
  allowedHosts: listOr('auto', isHostPattern),
};

/** One setting that cannot be used. */
export type SettingFault = {
  setting: SettingName;
  /** The flag or environment variable that it came from. */
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

/** The environment of this process. */
export const processEnvironment = (): Environment => process.env;

/**
 * Reads some settings, or all. A flag counts before the environment; an environment variable that is set to
 * nothing counts as not set.
 * @param flags values of flags, by setting
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
  // Each value comes from its own setting's reader, all of which succeeded.
  return Object.fromEntries(read) as Pick<Config, Name>;
}

/** Addresses of databases may carry one, and what is given is shown and logged. */
const withoutPassword = (text: string) => text.replace(/(\/\/[^/:@]*:)[^/]*@/, '$1***@');

/** The path of a database that lives only as long as the process. */
export const inMemory = ':memory:';

/** A database as its URL. */
export const databaseUrl = ({ engine, path }: DatabaseAddress): string => `${engine}:${path}`;
