import { defaultScenario } from '../simulator/defaultScenario.ts';
import type { Scenario } from '../simulator/scenario.ts';
import { ada, deployer } from '../simulator/scenarios/people.ts';
import { development, sandbox } from '../simulator/scenarios/subscriptions.ts';

/** The scenario of both: whom az signs in as, and whom we do, may do everything in the two subscriptions. */
export function twinScenario(): Scenario {
  const scenario = structuredClone(defaultScenario);
  const owners = [development, sandbox].flatMap(({ subscriptionId }) =>
    [ada, deployer].map(({ objectId }) => ({
      scope: `/subscriptions/${subscriptionId}`,
      role: 'Owner' as const,
      principalObjectId: objectId,
    })),
  );
  return { ...scenario, roleAssignments: [...(scenario.roleAssignments ?? []), ...owners] };
}
