import { describe, expect, it } from 'vitest';
import { settings } from '../../src/config.ts';
import { claimline, type ErrorDocument, freshDirectory, jsonOf } from './harness.ts';

const cwd = freshDirectory();
const commands = [
  'serve',
  'init',
  'import',
  'export',
  'check',
  'validate',
  'verify',
  'locate',
  'time',
  'openapi',
  'sdk',
];

describe('help', () => {
  it('lists every command', async () => {
    const { code, stdout, stderr } = await claimline(['--help'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each(commands)('%s --help has an example, exit codes and its options', async (command) => {
    const { code, stdout, stderr } = await claimline([command, '--help'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`\nExamples:\n {2}.*claimline ${command}`));
    expect(stdout).toMatch(/\nExit codes:\n {2}0 {2}.*\n {2}1 {2}.*\n {2}2 {2}/);
    expect(stdout).toContain('--json');
    expect((await claimline(['help', command], { cwd })).stdout).toBe(stdout);
  });

  it('names each setting with its variable and default where it is used', async () => {
    const { stdout } = await claimline(['serve', '--help'], { cwd });
    const words = stdout.replaceAll(/\s+/g, ' ');
    for (const { flag, env, default: standard, description } of Object.values(settings)) {
      expect(words).toContain(`${flag} ${description} (environment: ${env}; default: ${standard})`);
    }
  });

  it('prints the version', async () => {
    expect(await claimline(['--version'], { cwd })).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });
});

describe('wrong usage ends with 2, on standard error, and says what to do', () => {
  it('without a command shows the help there', async () => {
    const { code, stdout, stderr } = await claimline([], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: claimline');
  });

  it.each([
    [['imprt'], "Unknown command 'imprt'. Did you mean import? See claimline --help."],
    [['import'], '<path> is missing. See claimline import --help.'],
    [['import', 'a', 'b'], "Too many arguments for 'import'."],
    [['serve', '--prot', '1'], "Unknown option '--prot'. Did you mean --port? See claimline serve --help."],
    [['serve', '--port'], '--port needs a value: --port <number>. See'],
    [['verify', 'x.txt'], '--source <id> is missing. See claimline verify'],
    [['locate', 'x.txt', 'words'], '--source <id> is missing. See claimline locate'],
    [['locate', '--source', 'a', 'x.txt'], '<quote> is missing. See claimline locate'],
    [['openapi', '--format', '2.0'], '--format must be one of 3.1, 3.0; got "2.0". See'],
    [['time', '2024', '2025'], "Too many arguments for 'time'."],
    [['help', 'nonsense'], 'claimline: Unknown command "nonsense". See claimline --help.'],
    [['serve', '--read-only=maybe'], '--read-only takes no value. See claimline serve --help.'],
    [
      ['sdk', 'cobol', '--out', 'x'],
      '<language> must be one of typescript, python, go, java, rust; got "cobol".',
    ],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await claimline(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('is one JSON document with --json', async () => {
    const outcome = await claimline(['import', '--json'], { cwd });
    expect(outcome.code).toBe(2);
    expect(jsonOf<ErrorDocument>(outcome)).toEqual({
      error: { code: 'invalid_usage', message: '<path> is missing. See claimline import --help.' },
    });
  });
});
