import openapiTS, { astToString } from "openapi-typescript";

/** Types of the API for clients, made from the document alone, as any client in another language would be; `npm run openapi` writes them. */
export const openApiTypesText = async (document: object): Promise<string> => {
  const nodes = await openapiTS(structuredClone(document) as never, {
    // A request may leave out what has a default.
    defaultNonNullable: false,
    alphabetize: true,
  });
  return `// Made from openapi.json by \`npm run openapi\`. Not to be changed by hand.\n\n${astToString(nodes)}`;
};
