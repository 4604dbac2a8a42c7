import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useLocation, useNavigate } from "react-router";
import { paths } from "../paths.ts";
import { texts } from "../texts.ts";
import { Fault } from "../ui/Fault.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Shell } from "../ui/Shell.tsx";
import { forgetTokens, mayAskSilently } from "./renewal.ts";
import { currentSession, forgetSession, hasEnded, onSession } from "./session.ts";
import { beginSignIn } from "./sign-in.ts";

const { session: words } = texts;

/** Nobody sees a page without being signed in; whose session ends keeps what is on the page until it goes on. */
export const Gate = () => {
  const session = useSyncExternalStore(onSession, currentSession);
  const ended = useSyncExternalStore(onSession, hasEnded);
  const { pathname, search } = useLocation();
  const here = `${pathname}${search}`;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>();
  const [leaving, setLeaving] = useState(mayAskSilently);
  const begin = (): void => {
    setError(undefined);
    beginSignIn(here).catch(setError);
  };
  const signedOut = session === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for a visit without a session, wherever it is
  useEffect(() => {
    if (signedOut && location.pathname !== paths.signedOut) begin();
  }, [signedOut]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for a page that has been loaded anew, wherever it is
  useEffect(() => {
    if (leaving) beginSignIn(here, "none").catch(() => setLeaving(false));
  }, [leaving]);

  const signOut = (): void => {
    queries.clear();
    forgetTokens();
    void navigate(paths.signedOut);
    forgetSession();
  };
  if (signedOut)
    return (
      <main className="kw-alone">
        {error ? <Fault error={new Error(words.noIssuer(error))} again={begin} /> : <Loading what={words.begins} />}
      </main>
    );
  if (leaving)
    return (
      <main className="kw-alone">
        <Loading what={words.begins} />
      </main>
    );
  return (
    <>
      <Shell onSignOut={signOut} />
      {ended && (
        <Modal
          visible
          header={words.ended}
          closeAriaLabel={texts.close}
          onDismiss={() => undefined}
          footer={
            <Box float="right">
              <Button variant="primary" onClick={begin}>
                {words.again}
              </Button>
            </Box>
          }
        >
          {error ? <Fault error={new Error(words.noIssuer(error))} /> : words.endedBody}
        </Modal>
      )}
    </>
  );
};
