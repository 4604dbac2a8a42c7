/** The part of a port that planned stages ask for. What is not in it is a bug here, which says its name. */
export const part = <Port extends object>(name: string, methods: Partial<Port>): Port =>
  new Proxy(methods, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key);
      // Whoever awaits it asks whether it is a promise.
      if (method !== undefined || typeof key === "symbol" || key === "then") return method;
      throw new Error(`a plan knows no ${name}.${key}`);
    },
  }) as Port;
