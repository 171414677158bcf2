import type { SatteriProcessorOptions } from '@astrojs/markdown-satteri';

/** Puts each table into a box that scrolls by itself: on a phone most are wider than the page. */
export const wideTables: SatteriProcessorOptions['hastPlugins'] = [
  {
    name: 'wide-tables',
    element: {
      filter: ['table'],
      visit(table, context) {
        const properties = { className: ['table-scroll'] };
        context.wrapNode(table, { type: 'element', tagName: 'div', properties, children: [] });
      },
    },
  },
];
