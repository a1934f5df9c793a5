/**
 * Stands for an object that a hook makes later, or makes anew: what is asked of it goes to the one that is there then.
 * So a suite's tests can name it before there is one.
 */
export function lateBound<T extends object>(current: () => T | undefined): T {
  return new Proxy({} as T, {
    get(_, name) {
      const target = current();
      if (target === undefined) {
        throw new Error(`${String(name)} is asked of something that no hook has made yet.`);
      }
      const value: unknown = Reflect.get(target, name);
      // Its private members are known to itself only.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
