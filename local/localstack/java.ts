import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { onPath } from "./python.ts";

/** A JVM of 17 or newer that can also be loaded as a library, which is how JSONata and DynamoDB Local are run. */
export const isUsable = (home: string): boolean => {
  if (!existsSync(join(home, "lib/server", process.platform === "darwin" ? "libjvm.dylib" : "libjvm.so"))) return false;
  const { stderr } = spawnSync(join(home, "bin/java"), ["-version"], { encoding: "utf8", timeout: 30_000 });
  const major = /version "(\d+)/.exec(stderr ?? "")?.[1];
  return Number(major) >= 17;
};

/** The computer's own Java, when it is one that fits. */
export const findJava = (): string | undefined =>
  [process.env["JAVA_HOME"], ...onPath("java").map((path) => dirname(dirname(realpathSync(path))))]
    .filter((home) => home !== undefined)
    .find(isUsable);
