import { Suspense } from "react";
import { NavLink, Outlet } from "react-router";
import { paths } from "../paths.ts";
import { currentSession } from "../session/session.ts";
import { texts } from "../texts.ts";
import { Loading } from "./Loading.tsx";
import { useTheme } from "./theme.ts";

const { shell } = texts;

/** What all pages have: who is signed in, and where one can go. */
export const Shell = ({ onSignOut }: { onSignOut: () => void }) => {
  const [theme, choose] = useTheme();
  const session = currentSession();
  const other = theme === "dark" ? "light" : "dark";
  return (
    <>
      <a className="kw-skip" href="#content">
        {shell.skip}
      </a>
      <header className="kw-header">
        <NavLink className="kw-brand" to={paths.home}>
          <img src="/icon.svg" alt="" width="24" height="24" />
          {texts.product}
        </NavLink>
        <nav aria-label={shell.nav} className="kw-nav">
          <NavLink to={paths.home} end>
            {shell.clusters}
          </NavLink>
          <NavLink to="/service">{shell.service}</NavLink>
        </nav>
        <span className="kw-who">{session && shell.who(session.subject, session.tenant, session.role)}</span>
        <button type="button" onClick={() => choose(other)} aria-label={shell.theme(other)} title={shell.theme(other)}>
          {theme === "dark" ? "☀" : "☾"}
        </button>
        <button type="button" onClick={onSignOut}>
          {shell.signOut}
        </button>
      </header>
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
    </>
  );
};
