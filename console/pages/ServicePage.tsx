import { useParams } from "react-router";
import { paths, type ServicePart, serviceParts } from "../paths.ts";
import { texts } from "../texts.ts";
import { Page } from "../ui/Page.tsx";
import { Tabs } from "../ui/Tabs.tsx";
import { NotFound } from "./NotFound.tsx";
import { Audit } from "./service/Audit.tsx";
import { Catalog } from "./service/Catalog.tsx";
import { Operations } from "./service/Operations.tsx";
import { Quotas } from "./service/Quotas.tsx";
import { Statements } from "./service/Statements.tsx";

const parts: Record<ServicePart, React.ComponentType> = {
  quotas: Quotas,
  catalog: Catalog,
  statements: Statements,
  operations: Operations,
  audit: Audit,
};

/** What is not of one cluster. */
const ServicePage = () => {
  const { part = "quotas" } = useParams();
  const known = serviceParts.find((name) => name === part);
  if (!known) return <NotFound />;
  const Part = parts[known];
  return (
    <Page title={texts.service.title}>
      <Tabs
        label={texts.service.title}
        at={known}
        tabs={serviceParts.map((name) => ({ text: texts.service.part[name], to: paths.service(name) }))}
      />
      <Part />
    </Page>
  );
};
export default ServicePage;
