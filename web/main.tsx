import { render } from 'preact';
import { ErrorBoundary } from 'preact-iso/lazy';
import { LocationProvider, Route, Router } from 'preact-iso/router';
import { Frame } from './frame/frame.tsx';
import { Lost } from './frame/lost.tsx';
import { followScheme, schemeChosen } from './frame/scheme.ts';
import { PLACES, SCREENS } from './screens.tsx';
import { Gate } from './session/gate.tsx';
import { SessionHolder } from './session/session.tsx';

/** What programs ask for, and files, are no pages. */
const PAGES = /^\/(?!v1\/|assets\/)/;

function Console() {
  return (
    <LocationProvider scope={PAGES}>
      <SessionHolder>
        <Frame places={PLACES}>
          <Gate>
            <ErrorBoundary>
              <Router>
                {SCREENS.map(({ path, component }) => (
                  <Route key={path} path={path} component={component} />
                ))}
                <Route default component={Lost} />
              </Router>
            </ErrorBoundary>
          </Gate>
        </Frame>
      </SessionHolder>
    </LocationProvider>
  );
}

if (location.pathname === '/') history.replaceState(null, '', `/domains${location.search}`);
followScheme(schemeChosen());
const root = document.querySelector('#console');
if (root !== null) render(<Console />, root);
