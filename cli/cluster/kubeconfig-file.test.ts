import { expect, test } from "@jest/globals";
import { profilesFile } from "#cli/profile.ts";
import { credentialCommand } from "./kubeconfig-file.ts";

const home = { HOME: "/home/ada" };
const apiUrl = "https://clusters.example.com/v1";
const profileIn = (more: object) => credentialCommand("cls_1", { apiUrl, ...more }, home).env;

test("kubectl finds the profile again, from wherever it is run", () => {
  expect(profileIn({})).toEqual([{ name: "KUBEWRIGHT_API_URL", value: apiUrl }]);
  expect(profileIn({ file: "/srv/profile.json" })).toEqual([
    { name: "KUBEWRIGHT_PROFILE", value: "/srv/profile.json" },
  ]);
  const [own] = profileIn({ file: profilesFile(home), name: "lab" });
  expect(own).toEqual({ name: "KUBEWRIGHT_PROFILE", value: "lab" });
  // By its name it would be looked for in one's own file.
  const [elsewhere] = profileIn({ file: "/srv/profiles.yaml", name: "lab" });
  expect(elsewhere).toEqual({ name: "KUBEWRIGHT_PROFILE", value: "/srv/profiles.yaml" });
  const [relative] = profileIn({ file: "lab.json" });
  expect(relative?.value).toBe(`${process.cwd()}/lab.json`);
});
