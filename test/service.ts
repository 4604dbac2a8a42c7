/** Where the service under test answers. */
export interface ServiceUnderTest {
  apiUrl: string;
  issuerUrl: string;
  regionUrl: string;
  localstackUrl: string;
  consoleUrl: string;
  stateDir: string;
}

const variable = "KUBEWRIGHT_SERVICE_UNDER_TEST";

const given = process.env[variable];
if (!given)
  throw new Error(
    `${variable} is not set: run this with jest's project "local" or "console", whose set-up starts the service`,
  );

/** What test/set-up-service.ts has brought up, for tests of the projects "local" and "console". */
export const service = JSON.parse(given) as ServiceUnderTest;
