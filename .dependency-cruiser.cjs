// The import table of the rooms: who may import whom. test/rules/imports.test.ts proves that the rules bite.
const rooms = [
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
  "test",
];
const may = {
  contract: [],
  core: ["contract"],
  adapters: ["core", "contract", "node"],
  functions: ["core", "adapters", "contract"],
  stacks: ["functions", "contract", "node"],
  node: ["contract"],
  cli: ["contract"],
  console: ["contract"],
  local: rooms.filter((room) => room !== "test" && room !== "bench"),
  bench: rooms.filter((room) => room !== "test"),
  test: rooms,
};
// A test beside the code may look at anything.
const isTest = "\\.(test|contract)\\.ts$";

module.exports = {
  forbidden: [
    ...Object.entries(may).map(([room, allowed]) => ({
      name: `${room}-imports`,
      severity: "error",
      comment: `${room} may import ${[room, ...allowed].join(", ")}`,
      from: { path: `^${room}/`, pathNot: isTest },
      to: { path: `^(${rooms.join("|")})/`, pathNot: `^(${[room, ...allowed].join("|")})/` },
    })),
    {
      name: "stacks-know-only-the-environment-of-functions",
      severity: "error",
      from: { path: "^stacks/", pathNot: isTest },
      to: { path: "^functions/", pathNot: "^functions/env\\.ts$" },
    },
    {
      name: "fakes-are-for-tests",
      severity: "error",
      from: { path: "^(contract|core|adapters|functions|stacks|node|cli|console)/", pathNot: `${isTest}|^core/fakes/` },
      to: { path: "^core/fakes/" },
    },
    {
      name: "no-function-imports-another",
      severity: "error",
      from: { path: "^functions/(api|stages|events|authorizer)/", pathNot: isTest },
      to: { path: "^functions/(api|stages|events|authorizer)/" },
    },
    {
      name: "only-functions-know-middy",
      severity: "error",
      from: { path: `^(${rooms.filter((room) => room !== "functions").join("|")})/` },
      to: { path: "node_modules/@middy" },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(node_modules|cdk\\.out|dist|\\.kubewright)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ["import", "node", "default"], exportsFields: ["exports"] },
  },
};
