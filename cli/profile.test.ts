import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { findProfile } from "./profile.ts";

let folder: string;
let env: Record<string, string>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kw-profile-"));
  env = { HOME: join(folder, "home"), KUBEWRIGHT_STATE: join(folder, "state") };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, profile: unknown): string => {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, typeof profile === "string" ? profile : JSON.stringify(profile));
  return file;
};

test("where there is none, it says where it looked and what to do", () => {
  expect(() => findProfile(env)).toThrow(`there is no ${folder}/state/profile.json and no ${folder}/home/.config`);
});

test("the environment goes before named files, these before the service of the checkout, that before the user's own", () => {
  const own = write(join(folder, "home/.config/kubewright/profile.json"), { apiUrl: "https://own.example.com/v1" });
  expect(findProfile(env)).toEqual({ apiUrl: "https://own.example.com/v1", file: own });
  write(join(folder, "state/profile.json"), {
    apiUrl: "http://127.0.0.1:4566/v1",
    localstackUrl: "http://127.0.0.1:4566",
  });
  expect(findProfile(env).apiUrl).toBe("http://127.0.0.1:4566/v1");
  const named = write(join(folder, "named.json"), { apiUrl: "https://named.example.com/v1" });
  expect(findProfile({ ...env, KUBEWRIGHT_PROFILE: named }).apiUrl).toBe("https://named.example.com/v1");
  const said = {
    ...env,
    KUBEWRIGHT_PROFILE: named,
    KUBEWRIGHT_API_URL: "https://said.example.com/v1/",
    KUBEWRIGHT_TOKEN: "t",
  };
  expect(findProfile(said)).toEqual({ apiUrl: "https://said.example.com/v1", token: "t" });
  expect(findProfile(said, named)).toMatchObject({ apiUrl: "https://named.example.com/v1", token: "t" });
});

test.each([
  ["no JSON", "{"],
  ["no URL", { apiUrl: "here" }],
  ["another kind of role", { apiUrl: "https://a.example.com/v1", role: "king" }],
])("a profile with %s is refused with its name", (_, profile) => {
  const file = write(join(folder, "wrong.json"), profile);
  expect(() => findProfile(env, file)).toThrow(`the profile ${file} cannot be used`);
});

test("a token never goes over plain HTTP to another computer", () => {
  const unsafe = (url: string) => () => findProfile({ ...env, KUBEWRIGHT_API_URL: url, KUBEWRIGHT_TOKEN: "t" });
  expect(unsafe("http://api.example.com/v1")).toThrow("https");
  expect(unsafe("ftp://127.0.0.1/v1")).toThrow("https");
  expect(unsafe("http://127.0.0.1:4566/v1")).not.toThrow();
  expect(unsafe("http://localhost:4566/v1")).not.toThrow();
  expect(() => findProfile(env, write(join(folder, "plain.json"), { apiUrl: "http://api.example.com/v1" }))).toThrow(
    "https",
  );
});

const several = (more: object = {}) =>
  write(join(folder, "several/kubewright/profiles.yaml"), {
    ...{ default: "work", ...more },
    profiles: {
      work: { apiUrl: "https://work.example.com/v1", auth: "sigv4", region: "eu-west-1" },
      lab: { apiUrl: "https://lab.example.com/v1" },
    },
  });
const mine = () => ({ ...env, KUBEWRIGHT_STATE: join(folder, "none"), XDG_CONFIG_HOME: join(folder, "several") });

test("one file holds several profiles: by name, and one of them without", () => {
  const file = several();
  expect(findProfile(mine())).toMatchObject({ name: "work", auth: "sigv4", region: "eu-west-1", file });
  expect(findProfile(mine(), "lab")).toEqual({ name: "lab", apiUrl: "https://lab.example.com/v1", file });
  expect(findProfile({ ...mine(), KUBEWRIGHT_PROFILE: "lab" }).name).toBe("lab");
  // Named by its path, it is the same file.
  expect(findProfile(env, file).name).toBe("work");
});

test("a name that is none is told with those that there are, and a file without a default with how to give it one", () => {
  several();
  expect(() => findProfile(mine(), "lap")).toThrow('there is no profile "lap"');
  several({ default: undefined });
  expect(() => findProfile(mine())).toThrow("holds work, lab and no default");
  expect(() => findProfile({ ...mine(), XDG_CONFIG_HOME: join(folder, "none") }, "lab")).toThrow("which is not there");
});
