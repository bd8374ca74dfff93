import { h } from './dom.js';
import { wayOf } from './legWords.js';
import { ruleInWords } from './rules.js';
import { locationOf } from './zones.js';
import type { Leg, RoutePlan, Scenario } from './wire.js';
import { assumptionInWords, hintInWords, places, reasonInWords, severities, warningInWords } from './words.js';

/** What a plan says, beside its picture: ways, steps, warnings, rules, assumptions. Choosing a step lights it up. */
export function planView(plan: RoutePlan, scenario: Scenario, step: number | undefined, choose: (step: number | undefined) => void): readonly HTMLElement[] {
  return [
    waysOf(plan, scenario),
    ...(plan.steps.length > 0 ? [card('The call, step by step', h('ol', {}, ...plan.steps.map((one) => h('li', {}, stepButton(one, one.number === step, choose)))), 'Choose a step to see it in the picture.')] : []),
    ...(plan.warnings.length > 0 ? [card('Warnings', h('ul', {}, ...plan.warnings.map(warning)))] : []),
    card('Why: the rules that decided', h('ul', { class: 'rules' }, ...plan.rules.map((rule) => h('li', {}, h('span', { class: 'rule-number' }, `#${rule}`), h('span', {}, ruleInWords(rule)))))),
    card('Taken for granted', h('ul', {}, ...[...plan.assumptions.map(assumptionInWords), ...plan.hints.map(hintInWords), ...dependenciesOf(plan)].map((words) => h('li', {}, words)))),
  ];
}

function waysOf(plan: RoutePlan, scenario: Scenario): HTMLElement {
  const ids = [...new Set([...plan.signaling, ...plan.media].map(({ participant }) => participant))];
  const rows = ids.map((id) => {
    const user = scenario.participants?.find((one) => one.id === id);
    const where = user === undefined ? 'SBC' : user.kind === 'pstn' ? 'phone' : places[locationOf(user, plan)];
    const cell = (legs: readonly Leg[], traffic: string) => h('td', {}, ...legs.filter(({ participant }) => participant === id).flatMap((leg) => legView(leg, traffic)));
    return h('tr', {}, h('th', { scope: 'row' }, id), h('td', {}, where), cell(plan.signaling, 'signaling'), cell(plan.media, 'media'));
  });
  const table = h('table', {}, h('thead', {}, h('tr', {}, ...['Who', 'Where', 'Signaling', 'Media'].map((name) => h('th', { scope: 'col' }, name)))), h('tbody', {}, ...rows));
  const view = card('Ways', table);
  view.classList.add('wide');
  // It scrolls where the page is narrow, so it must be reachable.
  for (const [name, value] of Object.entries({ tabindex: '0', role: 'region', 'aria-label': 'Ways' })) view.setAttribute(name, value);
  return view;
}

function legView(leg: Leg, traffic: string): readonly Node[] {
  const to = leg.address == null ? '' : `, to ${leg.address}`;
  return [...leg.flows.flatMap((flow) => [h('span', { class: `flow-number ${traffic}` }, flow), document.createTextNode(' ')]), document.createTextNode(`${wayOf({ ...leg, flows: [] })}${to}`), h('br')];
}

function stepButton({ number, name, flows }: RoutePlan['steps'][number], on: boolean, choose: (step: number | undefined) => void): HTMLElement {
  return h('button', { type: 'button', class: 'step', 'aria-pressed': String(on), onclick: () => choose(on ? undefined : number) },
    h('span', {}, `${number}.`), h('span', {}, name), h('span', {}, ...flows.flatMap((flow) => [h('span', { class: 'flow-number' }, flow), document.createTextNode(' ')])));
}

function warning({ code, participant, severity, detail, rule, reasons }: RoutePlan['warnings'][number]): HTMLElement {
  const why = reasons.length === 0 ? '' : ` Why: ${reasons.map(reasonInWords).join('; ')}.`;
  return h('li', {}, h('span', { class: `severity ${severity}` }, `${severities[severity]}: `), `${participant == null ? '' : `${participant}: `}${warningInWords(code)} ${detail}${why} (#${rule})`);
}

function dependenciesOf({ dependencies }: RoutePlan): readonly string[] {
  return dependencies.length === 0 ? [] : [`Flows ${dependencies.join(' and ')} must stay open all the same.`];
}

function card(title: string, body: HTMLElement, note?: string): HTMLElement {
  return h('section', { class: 'card' }, h('h3', {}, title), body, note !== undefined && h('p', { class: 'quiet' }, note));
}
