/** Once after all tests of the project "local". */
export default async (): Promise<void> => {
  await globalThis.serviceUnderTest?.stop();
};
