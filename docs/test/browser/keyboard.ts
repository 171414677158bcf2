import type { Page } from 'playwright-core';

/**
 * Presses Tab through a page, and tells what it does not reach, reaches out of order or reaches unseen. In the end the
 * focus has to leave the page.
 */
export async function walkByKeyboard(page: Page): Promise<string[]> {
  const expected = await page.evaluate(watchFocus);
  for (let press = 0; press <= expected.length; press += 1) await page.keyboard.press('Tab');
  const { walked, unseen } = await page.evaluate(stopWatching);
  const problems = unseen.map((element) => `no focus is seen on ${element}`);
  const wrong = expected.findIndex((element, index) => walked[index] !== element);
  if (wrong >= 0) problems.push(`Tab ${wrong + 1} reached ${walked[wrong] ?? 'nothing'} instead of ${expected[wrong]}`);
  const beyond = walked[expected.length];
  if (wrong < 0 && beyond !== undefined && beyond !== expected[0]) problems.push(`the focus goes on to ${beyond}`);
  return problems;
}

/** Runs in the page: lists what Tab has to reach, in its order, and writes down what it does reach. */
function watchFocus(): string[] {
  const all = [...document.querySelectorAll('*')];
  const names = new Map<Element, string>();
  const name = (element: Element): string => {
    const known = names.get(element) ?? `${/^<[^>]*>/.exec(element.outerHTML)} [${all.indexOf(element)}]`;
    names.set(element, known);
    return known;
  };
  const REACHED =
    'a[href], button, input, select, textarea, summary, [contenteditable], [tabindex], [onclick], [role=button]';
  const isReached = (element: Element): boolean =>
    element.matches(REACHED) && element.getAttribute('tabindex') !== '-1' && !element.matches(':disabled, [inert] *');
  const within = (element: Element): boolean => [...element.querySelectorAll('*')].some(isReached);
  // What scrolls sideways has to scroll by keyboard.
  const isScrolled = (element: Element): boolean =>
    /auto|scroll/.test(getComputedStyle(element).overflowX) &&
    element.scrollWidth > element.clientWidth &&
    !within(element);
  const isShown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
  const expected = all.filter((element) => (isReached(element) || isScrolled(element)) && isShown(element));

  const walked: string[] = [];
  const unseen: string[] = [];
  const listener = ({ target }: FocusEvent): void => {
    if (!(target instanceof Element)) return;
    walked.push(name(target));
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target);
    const isSeen = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    if (!isSeen) unseen.push(name(target));
  };
  // Tab goes on from where the focus was last: from the top, once the body had it.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  document.addEventListener('focusin', listener);
  Reflect.set(globalThis, 'stopWatching', () => {
    document.removeEventListener('focusin', listener);
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    return { walked, unseen };
  });
  return expected.map(name);
}

function stopWatching(): { readonly walked: string[]; readonly unseen: string[] } {
  return Reflect.get(globalThis, 'stopWatching')();
}
