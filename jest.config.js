/** Unit tests lie beside the code; what crosses rooms lies in test/. `--selectProjects` picks a floor: fast, local, console, start, real. */
/** Tests that take minutes; `npm test -- all` has them, too. */
const long = [
  "real/upgrade",
  "real/rotate-keys",
  "real/console",
  "real/restore-as-new",
  "console/upgrade",
  "workflows/upgrade-cluster",
  "workflows/rotate-keys",
].map((name) => `<rootDir>/test/${name}`);
const base = {
  testEnvironment: "node",
  setupFiles: ["<rootDir>/test/node-errors.js", "<rootDir>/test/quiet-logs.js"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/test/jest-esbuild.js" },
  testPathIgnorePatterns: ["/node_modules/", ...(process.env["KUBEWRIGHT_TESTS"] === "all" ? [] : long)],
  modulePathIgnorePatterns: ["<rootDir>/cdk.out", "<rootDir>/.kubewright", "<rootDir>/dist"],
};
const unitRooms = [
  "contract",
  "core",
  "adapters",
  "functions",
  "stacks",
  "node",
  "cli",
  "console",
  "local",
  "bench",
  "test/rules",
  "test/memory",
];

export default {
  projects: [
    // Pure rules, fakes, whatever needs no server but its own.
    { ...base, displayName: "fast", testMatch: unitRooms.map((room) => `<rootDir>/${room}/**/*.test.ts`) },
    // Needs LocalStack and the pocket region (simulated machines).
    {
      ...base,
      displayName: "local",
      globalSetup: "<rootDir>/test/set-up-service.ts",
      globalTeardown: "<rootDir>/test/tear-down-service.ts",
      testMatch: ["<rootDir>/test/{adapters,workflows,api,cli,localstack,region}/**/*.test.ts"],
    },
    // Needs the same, and Chromium.
    {
      ...base,
      displayName: "console",
      globalSetup: "<rootDir>/test/console/set-up.ts",
      globalTeardown: "<rootDir>/test/tear-down-service.ts",
      testMatch: ["<rootDir>/test/console/**/*.test.ts"],
    },
    // Starts services of its own: what `npm start` and `npm stop` do, and one whose time is moved.
    { ...base, displayName: "start", testMatch: ["<rootDir>/test/{start,time}/**/*.test.ts"] },
    // Needs root, containerd and built Kubernetes.
    { ...base, displayName: "real", testMatch: ["<rootDir>/test/real/**/*.test.ts"] },
  ],
};
