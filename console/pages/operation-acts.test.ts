import { expect, test } from "@jest/globals";
import { actsOf } from "./operation-acts.ts";

const asked = { by: "ada", at: "2026-01-01T00:00:00.000Z" };
const told = { by: "ada", askedAt: "2026-01-01T00:00:00.000Z" };
const stopped = { ...told, since: "2026-01-01T00:01:00.000Z" };

test.each([
  [{ kind: "cluster.upgrade", status: "running" }, ["pause", "cancel"]],
  [{ kind: "cluster.rollback", status: "pending" }, ["pause", "cancel"]],
  [{ kind: "node-group.roll", status: "running" }, ["pause", "cancel"]],
  [{ kind: "node-group.update", status: "running" }, ["cancel"]],
  [{ kind: "cluster.delete", status: "running" }, []],
  [{ kind: "cluster.upgrade", status: "running", pause: told }, ["resume", "cancel"]],
  [{ kind: "cluster.upgrade", status: "paused", pause: stopped }, ["resume", "cancel"]],
  [{ kind: "cluster.upgrade", status: "paused", pause: stopped, cancelAsked: asked }, []],
  [{ kind: "cluster.upgrade", status: "running", cancelAsked: asked }, []],
  [{ kind: "cluster.upgrade", status: "rolling-back" }, []],
  [{ kind: "cluster.upgrade", status: "rolling-back", pause: told }, []],
  [{ kind: "cluster.upgrade", status: "failed", pause: told }, ["retry"]],
  [{ kind: "node-group.roll", status: "succeeded" }, []],
] as const)("%j can be asked to %j", (operation, acts) => expect(actsOf(operation)).toEqual(acts));
