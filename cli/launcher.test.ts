import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const root = resolve(import.meta.dirname, "..");

test("./kubewright runs from anywhere, by a link too, on its own Node whatever is first on PATH", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kw-launcher-"));
  const link = join(folder, "kw");
  symlinkSync(join(root, "kubewright"), link);
  try {
    const env = { PATH: "/usr/bin:/bin", HOME: folder };
    const { stdout } = await promisify(execFile)(link, ["--version"], { cwd: folder, env });
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect(stdout.trim()).toBe(version);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
