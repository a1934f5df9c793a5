/** What kubectl's user is told, in one line. */
export class PluginFailure extends Error {
  override readonly name = 'PluginFailure';
}
