import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { paths } from "../paths.ts";
import { beginSignIn, finishSignIn } from "../session/sign-in.ts";
import { texts } from "../texts.ts";
import { Fault } from "../ui/Fault.tsx";
import { Loading } from "../ui/Loading.tsx";

let finishing: Promise<string> | undefined;

/** Where the issuer sends back to. */
export const SignedIn = () => {
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    // A code is good for one time, and React renders twice in development.
    finishing ??= finishSignIn(new URL(location.href));
    finishing.then(
      (returnTo) => {
        finishing = undefined;
        void navigate(returnTo, { replace: true });
      },
      (why: unknown) => {
        finishing = undefined;
        setError(why);
      },
    );
  }, [navigate]);
  const again = (): void => void beginSignIn(paths.home).catch(setError);
  return (
    <main className="kw-alone">
      {error ? (
        <Fault error={new Error(texts.session.refused(error))} again={again} />
      ) : (
        <Loading what={texts.session.finishes} />
      )}
    </main>
  );
};
