import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours come from the page's own, so that light and dark are said once: style/base.css. */
const colour = (name: string): string => `var(--${name})`;

const words = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: colour('key') },
  { tag: [tags.string, tags.special(tags.string), tags.content], color: colour('value') },
  { tag: tags.comment, color: colour('quiet'), fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: colour('quiet') },
  { tag: [tags.keyword, tags.bool, tags.number, tags.null], color: colour('accent') },
]);

const shape = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'transparent', color: colour('text') },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { padding: '12px 0', caretColor: colour('accent') },
  '.cm-line': { padding: '0 16px 0 8px' },
  '.cm-gutters': { backgroundColor: 'transparent', color: colour('quiet'), border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 8px 0 16px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: colour('line') },
  '.cm-cursor': { borderLeftColor: colour('accent'), borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: colour('selected'),
  },
  '.cm-tooltip': {
    backgroundColor: colour('raised'),
    color: colour('text'),
    border: `1px solid ${colour('edge')}`,
    borderRadius: '8px',
    boxShadow: '0 8px 24px var(--shade)',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '16em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: colour('selected'),
    color: colour('text'),
  },
  '.cm-completionDetail': { color: colour('quiet'), fontStyle: 'normal', marginLeft: '1.5em' },
  '.cm-completionInfo': { maxWidth: '28em', padding: '10px 12px', whiteSpace: 'pre-wrap', lineHeight: '1.5' },
  '.cm-help': { maxWidth: '36em', maxHeight: '18em', overflow: 'auto', padding: '10px 14px' },
  '.cm-diagnostic': { padding: '8px 14px', maxWidth: '40em', borderLeft: 'none', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic-error': { borderLeft: `3px solid ${colour('error')}` },
  '.cm-diagnostic-warning': { borderLeft: `3px solid ${colour('warning')}` },
  '.cm-lintRange-error': { backgroundImage: 'none', borderBottom: `2px solid ${colour('error')}` },
  '.cm-lintRange-warning': { backgroundImage: 'none', borderBottom: `2px dotted ${colour('warning')}` },
});

export const look = [shape, syntaxHighlighting(words)];
