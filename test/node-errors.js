// Jest gives tests an `Error` of their own; Node's sockets throw the other one. The AWS SDK asks `instanceof Error`, so that
// without this it would neither retry nor name a broken connection in tests, while it does in production.
import { types } from "node:util";

const usual = Function.prototype[Symbol.hasInstance];

Object.defineProperty(Error, Symbol.hasInstance, {
  value(thing) {
    return this === Error ? types.isNativeError(thing) || usual.call(this, thing) : usual.call(this, thing);
  },
});
