/** The server cannot start as it is set up. The message names each variable at fault and what to do. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`Saldo's server cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}
