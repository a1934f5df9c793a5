/** Where the product writes its log; VS Code's LogOutputChannel fits as it is. Never given a token or a secret. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
