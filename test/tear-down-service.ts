/** Once after all tests of the projects "local" and "console". */
export default async (): Promise<void> => {
  await globalThis.serviceUnderTest?.stop();
};
