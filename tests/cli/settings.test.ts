import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig, type SettingName, SettingsError, settings } from '../../src/config.ts';
import { claimline, type ErrorDocument, freshDirectory, jsonOf } from './harness.ts';

const names: SettingName[] = [
  'host',
  'port',
  'database',
  'readOnly',
  'logLevel',
  'cacheMb',
  'queryTimeoutMs',
  'trustedProxies',
  'workers',
  'allowedOrigins',
  'allowedHosts',
  'publicUrl',
  'logQueries',
  'metrics',
];

describe('settings', () => {
  it('have defaults', () => {
    expect(readConfig(names, {}, {})).toEqual({
      host: '127.0.0.1',
      allowedHosts: 'auto',
      publicUrl: '',
      logQueries: false,
      allowedOrigins: 'none',
      port: 3000,
      database: { engine: 'sqlite', path: 'claimline.db' },
      readOnly: false,
      logLevel: 'warn',
      cacheMb: 64,
      queryTimeoutMs: 2000,
      trustedProxies: [],
      workers: 1,
      metrics: false,
    });
  });

  it('are all in the table, and the table is whole', () => {
    expect(Object.keys(settings)).toEqual(names);
    for (const setting of Object.values(settings)) {
      expect(setting.flag).toMatch(/^--[a-z-]+( <[a-z]+>)?$/);
      expect(setting.description).toMatch(/\.$/);
    }
  });

  it('a flag counts before the environment, an empty variable not at all', () => {
    expect(readConfig(['port'], { port: '1' }, { PORT: '2' }).port).toBe(1);
    expect(readConfig(['port'], {}, { PORT: '2' }).port).toBe(2);
    expect(readConfig(['port'], {}, { PORT: '' }).port).toBe(3000);
    expect(() => readConfig(['port'], { port: '' }, {})).toThrow(SettingsError);
  });

  it('that a command does not use are not looked at', () => {
    expect(readConfig(['host'], {}, { PORT: 'nonsense' })).toEqual({ host: '127.0.0.1' });
  });

  const accepted: [SettingName, string, unknown][] = [
    ['host', '0.0.0.0', '0.0.0.0'],
    ['host', '::1', '::1'],
    ['host', 'localhost', 'localhost'],
    ['host', 'api.example.org', 'api.example.org'],
    ['port', '0', 0],
    ['port', '65535', 65_535],
    ['database', 'sqlite:a/b.db', { engine: 'sqlite', path: 'a/b.db' }],
    ['database', 'sqlite:/var/lib/x y.db', { engine: 'sqlite', path: '/var/lib/x y.db' }],
    ['database', 'sqlite::memory:', { engine: 'sqlite', path: ':memory:' }],
    ['cacheMb', '0', 0],
    ['cacheMb', '65536', 65_536],
    ['workers', '64', 64],
    ['allowedOrigins', 'none', 'none'],
    ['allowedOrigins', '*', '*'],
    [
      'allowedOrigins',
      'https://a.example, http://localhost:5173',
      ['https://a.example', 'http://localhost:5173'],
    ],
    ['publicUrl', 'none', ''],
    ['publicUrl', 'https://a.example/claimline/', 'https://a.example/claimline'],
    ['publicUrl', 'http://a.example:8080', 'http://a.example:8080'],
    ['allowedHosts', 'auto', 'auto'],
    ['allowedHosts', '*', '*'],
    [
      'allowedHosts',
      'a.example,*.B.example,192.0.2.1:80,[::1]',
      ['a.example', '*.b.example', '192.0.2.1:80', '[::1]'],
    ],
    ['metrics', 'true', true],
    ['metrics', 'false', false],
    ['queryTimeoutMs', '1', 1],
    ['queryTimeoutMs', '20000', 20_000],
    ['trustedProxies', 'none', []],
    ['trustedProxies', '127.0.0.1', ['127.0.0.1']],
    ['trustedProxies', '10.0.0.0/8, ::1,fd00::/8', ['10.0.0.0/8', '::1', 'fd00::/8']],
    ['trustedProxies', '203.0.113.1/32,2001:db8::/128', ['203.0.113.1/32', '2001:db8::/128']],
    ['readOnly', 'true', true],
    ['readOnly', 'false', false],
    ['logLevel', 'silent', 'silent'],
    ['logLevel', 'debug', 'debug'],
  ];
  it.each(accepted)('%s takes %j', (name, given, value) => {
    expect(readConfig([name], { [name]: given }, {})[name]).toEqual(value);
  });

  const refused: [SettingName, string][] = [
    ['readOnly', 'yes'],
    ['readOnly', 'TRUE'],
    ['cacheMb', '-1'],
    ['cacheMb', '65537'],
    ['cacheMb', '1.5'],
    ['workers', '0'],
    ['workers', '65'],
    ['allowedOrigins', 'https://a.example/'],
    ['allowedOrigins', 'a.example'],
    ['allowedOrigins', 'null'],
    ['allowedOrigins', 'https://a.example:443'],
    ['allowedOrigins', 'https://a.example,,https://b.example'],
    ['allowedOrigins', 'none,https://a.example'],
    ['publicUrl', 'a.example'],
    ['publicUrl', 'ftp://a.example'],
    ['publicUrl', 'https://a.example/?x=1'],
    ['publicUrl', 'https://me@a.example'],
    ['publicUrl', 'https://a.example/?'],
    ['publicUrl', 'https://a.example/#'],
    ['allowedHosts', 'https://a.example'],
    ['allowedHosts', 'a.example/x'],
    ['allowedHosts', 'a.*'],
    ['allowedHosts', '[::1'],
    ['allowedHosts', 'a.example:99999'],
    ['metrics', 'yes'],
    ['metrics', '1'],
    ['metrics', 'TRUE'],
    ['queryTimeoutMs', '0'],
    ['queryTimeoutMs', '20001'],
    ['trustedProxies', 'None'],
    ['trustedProxies', 'proxy.example.org'],
    ['trustedProxies', 'loopback'],
    ['trustedProxies', '127.1'],
    ['trustedProxies', '127.0.0.1:80'],
    ['trustedProxies', '127.0.0.1,'],
    ['trustedProxies', '127.0.0.1 10.0.0.1'],
    ['trustedProxies', '0.0.0.0/0'],
    ['trustedProxies', '::/0'],
    ['trustedProxies', '10.0.0.0/33'],
    ['trustedProxies', '::/129'],
    ['trustedProxies', '10.0.0.0/255.0.0.0'],
    ['trustedProxies', '10.0.0.0/8/8'],
    ['trustedProxies', '10.0.0.0/'],
    ['host', '127.1'],
    ['host', '256.0.0.1'],
    ['host', '[::1]'],
    ['host', 'a b'],
    ['host', 'http://localhost'],
    ['host', '-x'],
    ['port', '65536'],
    ['port', '-1'],
    ['port', '0x50'],
    ['port', '1e3'],
    ['port', '3000.0'],
    ['port', ' 3000'],
    ['port', 'http'],
    ['database', 'claimline.db'],
    ['database', 'sqlite:'],
    ['database', 'sqlite: '],
    ['database', 'sqlite://x.db'],
    ['database', 'sqlite:x.db '],
    ['database', 'postgres://localhost/x'],
    ['logLevel', 'INFO'],
    ['logLevel', 'verbose'],
    ['logLevel', 'constructor'],
  ];
  it.each(refused)('%s does not take %j', (name, given) => {
    const { env, expected } = settings[name];
    const read = () => readConfig([name], {}, { [env]: given });
    expect(read).toThrowError(
      expect.objectContaining({ faults: [{ setting: name, from: env, given, expected }] }),
    );
  });

  it('do not give away a password', () => {
    const read = () => readConfig(['database'], {}, { DATABASE_URL: 'postgres://me:s3cret@db/x' });
    expect(read).toThrowError(
      expect.objectContaining({ faults: [expect.objectContaining({ given: 'postgres://me:***@db/x' })] }),
    );
  });
});

describe('wrong settings', () => {
  const cwd = freshDirectory();
  const env = { HOST: 'a b', PORT: '70000', DATABASE_URL: 'mysql://x' };

  it('stop the start with every fault listed, and nothing is made', async () => {
    const { code, stdout, stderr } = await claimline(['serve', '--log-level', 'loud'], { cwd, env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      'claimline: 4 settings cannot be used.',
      '  HOST is "a b": expected an IP address or a host name',
      '  PORT is "70000": expected a whole number from 0 to 65535',
      '  DATABASE_URL is "mysql://x": expected sqlite:PATH, such as sqlite:claimline.db, or sqlite::memory:',
      '  --log-level is "loud": expected one of silent, error, warn, info, debug',
      '',
    ]);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('are listed as JSON with --json', async () => {
    const outcome = await claimline(['serve', '--json'], { cwd, env });
    const { error } = jsonOf<ErrorDocument>(outcome);
    expect(outcome.code).toBe(2);
    expect(error.code).toBe('invalid_setting');
    expect(error.faults?.map(({ from }) => from)).toEqual(['HOST', 'PORT', 'DATABASE_URL']);
  });

  it('stop commands that use them, and only those', async () => {
    expect((await claimline(['import', '.'], { cwd, env })).code).toBe(2);
    expect((await claimline(['export'], { cwd, env })).code).toBe(2);
    expect((await claimline(['time', '2024'], { cwd, env })).code).toBe(0);
  });
});
