import { Link } from "react-router";
import { paths } from "../paths.ts";
import { texts } from "../texts.ts";
import { Page } from "../ui/Page.tsx";

export const NotFound = () => (
  <Page title={texts.notFound.title}>
    <p>
      {texts.notFound.body} <Link to={paths.home}>{texts.notFound.home}</Link>
    </p>
  </Page>
);
