/** `npm run openapi`: writes openapi.json, and the clients' types that are made from it, anew. */
import { writeFileSync } from "node:fs";
import { openApiDocument } from "./openapi.ts";
import { openApiTypesText } from "./openapi-types-text.ts";

const document = openApiDocument();
writeFileSync(new URL("openapi.json", import.meta.url), `${JSON.stringify(document, null, 2)}\n`);
writeFileSync(new URL("openapi-types.ts", import.meta.url), await openApiTypesText(document));
