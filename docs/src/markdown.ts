import type { SatteriProcessorOptions } from '@astrojs/markdown-satteri';

/** What becomes of the HTML of a page's Markdown. */
export const htmlPlugins: SatteriProcessorOptions['hastPlugins'] = [
  {
    // On a phone most tables are wider than the page: each gets a box that scrolls by itself.
    name: 'wide-tables',
    element: {
      filter: ['table'],
      visit(table, context) {
        const properties = { className: ['table-scroll'] };
        context.wrapNode(table, { type: 'element', tagName: 'div', properties, children: [] });
      },
    },
  },
  {
    // An address that stands in the text as itself, such as one of this machine, is an example and leads nowhere.
    name: 'bare-addresses',
    element: {
      filter: ['a'],
      visit(link, context) {
        const text = context.textContent(link);
        if (link.properties.href !== text || !URL.canParse(text)) return;
        context.replaceNode(link, {
          type: 'element',
          tagName: 'code',
          properties: {},
          children: [{ type: 'text', value: text }],
        });
      },
    },
  },
];
