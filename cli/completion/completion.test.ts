import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { kubewright } from "#cli/testing/command-line.ts";

const script = async (shell: string): Promise<string> => (await kubewright(["completion", shell])).out;

/** What bash itself would offer after the words; the last one is the one that is being typed. */
const offered = async (...words: string[]): Promise<string[]> => {
  const line = ["kubewright", ...words].map((word) => `'${word}'`).join(" ");
  const text = `${await script("bash")}\nCOMP_WORDS=(${line}) COMP_CWORD=${words.length}\n_kubewright\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync("bash", ["--norc", "-c", text], { encoding: "utf8" });
  expect([stderr, status]).toEqual(["", 0]);
  return stdout.split("\n").filter(Boolean);
};

test.each<[string[], string[]]>([
  [["clus"], ["cluster"]],
  [
    ["cluster", "cre"],
    ["create", "credentials"],
  ],
  [["cluster", "--auth", "sigv4", "upd"], ["update"]],
  [
    ["cluster", "create", "web", "--control-plane-m"],
    ["--control-plane-machines", "--control-plane-machine-type"],
  ],
  [
    ["cluster", "list", "--output", ""],
    ["table", "json", "yaml"],
  ],
  [["node-group", "create", "web", "x", "--placement", "sp"], ["spread"]],
  [["credential", "r"], ["revoke"]],
  [["cluster", "create", "web", "--nodes", ""], []],
  [["nonsense-that-is-none", "--vers"], ["--version"]],
])("bash after %j offers %j", async (words, expected) => expect(await offered(...words)).toEqual(expected));

test.each(["zsh", "fish"])("%s's script is one where the shell is there, and names every command", async (shell) => {
  const text = await script(shell);
  for (const name of ["cluster", "node-group", "credential", "operation", "profile", "completion"])
    expect(text).toContain(name);
  const { error, status, stderr } = spawnSync(shell, ["-n", "-c", text], { encoding: "utf8" });
  if (error) return expect((error as NodeJS.ErrnoException).code).toBe("ENOENT");
  return expect([status, stderr]).toEqual([0, ""]);
});

test("another shell is wrong usage", async () => {
  expect(await kubewright(["completion", "tcsh"])).toMatchObject({ code: 2 });
});
