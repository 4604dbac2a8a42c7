import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { configOf, userData } from "./machine-config.ts";
import { worker } from "./testing/kubeadm-settings.ts";

const lib = join(import.meta.dirname, "files/usr/local/lib/kubewright");
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "host-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

/** Runs shell text with the boot program's functions, on a machine that was told so. */
const machine = (config: object, text: string): { status: number | null; output: string } => {
  writeFileSync(at("machine.json"), JSON.stringify({ ...worker, ...config }));
  const script = `set -euo pipefail; umask 077
    machine="${at("machine.json")}" run="${folder}" fstab="${at("fstab")}" folder="${folder}"
    fail() { echo "error: $1"; exit 1; }
    . "$lib/host.sh"
    ${text}`;
  const env = { PATH: process.env["PATH"], HOME: folder, lib, OF_BOOT: "not the script's" };
  const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], { env, encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
};

describe("a node group's script", () => {
  test("is told to the machine as it is, whatever is in it", () => {
    const userScript = "#!/bin/bash\ncat <<'KUBEWRIGHT'\n\"quoted\" $HOME `x` \\\nKUBEWRIGHT\n";
    expect(configOf(userData({ ...worker, userScript, dataDisks: [{ mountPath: "/data" }] }))).toMatchObject({
      userScript,
      dataDisks: [{ mountPath: "/data" }],
    });
  });

  test("runs once, with its own files readable by others and nothing of the boot program around it", () => {
    const userScript = `echo "\${OF_BOOT:-nothing} \${machine:-nothing} $PWD" >>${at("ran")}\nread -r line || echo "no input" >>${at("ran")}\n`;
    const { status } = machine({ userScript }, "run_user_script; run_user_script");
    expect(status).toBe(0);
    expect(readFileSync(at("ran"), "utf8")).toBe("nothing nothing /\nno input\n");
    expect(statSync(at("ran")).mode & 0o777).toBe(0o644);
    expect(statSync(at("user-script")).mode & 0o777).toBe(0o600);
  });

  test("that fails, fails the boot with its status, and is tried again by the next", () => {
    const failed = machine({ userScript: "exit 7" }, "run_user_script; echo went on");
    expect(failed.status).toBe(1);
    expect(failed.output).toContain("error: the node group's user script ended with status 7");
    expect(failed.output).not.toContain("went on");
    expect(machine({ userScript: "exit 0" }, "run_user_script").status).toBe(0);
  });

  test("is no must", () => {
    expect(machine({}, "run_user_script")).toEqual({ status: 0, output: "" });
    expect(existsSync(at("user-script.done"))).toBe(false);
  });
});

describe("the machine's secret", () => {
  /** @param succeeds which try reads it */
  const tries = (succeeds: number) =>
    machine(
      {},
      `asking=; sleep() { :; }
      read_secret() { echo try >>"$folder/tries"; [ "$(wc -l <"$folder/tries")" -ge ${succeeds} ]; }
      ask_for_secret 3>&1 9>&1; fetch_secret; echo "tries: $(wc -l <"$folder/tries")"`,
    );

  test("is asked for once, before it is needed", () => {
    expect(tries(1)).toEqual({ status: 0, output: "tries: 1\n" });
  });

  test("is asked for again where the role is not known yet", () => {
    expect(tries(3)).toEqual({
      status: 0,
      output: "try 1: the secret cannot be read\ntry 2: the secret cannot be read\ntries: 3\n",
    });
  });

  test("that nobody may read fails the boot", () => {
    const { status, output } = tries(61);
    expect(status).toBe(1);
    expect(output).toContain("error: the machine's secret cannot be read");
  });
});

describe("data disks", () => {
  /** Stands in for a machine with volumes: which devices there are, and whether they have a file system. */
  const tools = `
    mkfs.ext4() { echo "mkfs $*"; : >"$folder/formatted-$(basename "$2")"; }
    blkid() { if [ "$1" = -p ]; then [ -e "$folder/formatted-$(basename "$2")" ]; else echo "uuid-$(basename "$5")"; fi; }
    mountpoint() { grep -qx "$2" "$folder/mounted" 2>/dev/null; }
    mount() { echo "mount $1"; echo "$1" >>"$folder/mounted"; }
    systemctl() { :; }`;
  const disks = () => ({ dataDisks: [{ mountPath: at("data/a") }, { mountPath: at("b") }] });

  test("are formatted and mounted where they belong, in the order of their devices, once", () => {
    const text = `${tools}\nvolume_device() { echo "/dev/$1"; }\nmount_data_disks; echo again; mount_data_disks`;
    const { status, output } = machine(disks(), text);
    expect(status).toBe(0);
    expect(output.trim().split("\n")).toEqual([
      "mkfs -q /dev/sdg",
      `mount ${at("data/a")}`,
      "mkfs -q /dev/sdh",
      `mount ${at("b")}`,
      "again",
    ]);
    expect(readFileSync(at("fstab"), "utf8").trim().split("\n")).toEqual([
      `UUID=uuid-sdg ${at("data/a")} ext4 noatime,nofail 0 2`,
      `UUID=uuid-sdh ${at("b")} ext4 noatime,nofail 0 2`,
    ]);
    expect(statSync(at("data")).mode & 0o777).toBe(0o755);
  });

  test("that are no devices leave a place on the machine's own disk", () => {
    const { status, output } = machine(disks(), `${tools}\nvolume_device() { :; }\nmount_data_disks`);
    expect({ status, output }).toEqual({ status: 0, output: "" });
    expect(existsSync(at("data/a"))).toBe(true);
  });
});
