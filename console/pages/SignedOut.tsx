import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { paths } from "../paths.ts";
import { beginSignIn } from "../session/sign-in.ts";
import { texts } from "../texts.ts";
import { Fault } from "../ui/Fault.tsx";

export const SignedOut = () => {
  const [error, setError] = useState<unknown>();
  return (
    <main className="kw-alone">
      <h1>{texts.session.out}</h1>
      <Button variant="primary" onClick={() => void beginSignIn(paths.home, "login").catch(setError)}>
        {texts.session.signIn}
      </Button>
      {error !== undefined && <Fault error={new Error(texts.session.noIssuer(error))} />}
    </main>
  );
};
