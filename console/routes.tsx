import { lazy } from "react";
import { createBrowserRouter } from "react-router";
import { Crashed } from "./pages/Crashed.tsx";
import { ClusterPage } from "./pages/cluster/ClusterPage.tsx";
import { Home } from "./pages/Home.tsx";
import { NotFound } from "./pages/NotFound.tsx";
import { OperationPage } from "./pages/OperationPage.tsx";
import { SignedIn } from "./pages/SignedIn.tsx";
import { SignedOut } from "./pages/SignedOut.tsx";
import { paths } from "./paths.ts";
import { Gate } from "./session/Gate.tsx";

// What not everybody opens comes when it is opened.
const CreateCluster = lazy(() => import("./pages/CreateCluster.tsx"));
const DeleteCluster = lazy(() => import("./pages/DeleteCluster.tsx"));
const GroupPage = lazy(() => import("./pages/cluster/GroupPage.tsx"));
const ServicePage = lazy(() => import("./pages/ServicePage.tsx"));

export const router = createBrowserRouter([
  { path: paths.signedIn, element: <SignedIn /> },
  { path: paths.signedOut, element: <SignedOut /> },
  {
    element: <Gate />,
    errorElement: <Crashed />,
    children: [
      { path: paths.home, element: <Home /> },
      { path: "/create", element: <CreateCluster /> },
      { path: "/clusters/:clusterId/delete", element: <DeleteCluster /> },
      { path: "/clusters/:clusterId/node-groups/new", element: <GroupPage /> },
      { path: "/clusters/:clusterId/node-groups/:nodeGroupId", element: <GroupPage /> },
      { path: "/clusters/:clusterId/:tab?", element: <ClusterPage /> },
      { path: "/operations/:operationId", element: <OperationPage /> },
      { path: "/service/:part?", element: <ServicePage /> },
      { path: "*", element: <NotFound /> },
    ],
  },
]);
