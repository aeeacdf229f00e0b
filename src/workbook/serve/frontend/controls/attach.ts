// Lumino's widgets want to be told when they come into the page.
import type { DOMWidgetView } from "@jupyter-widgets/base";
import { MessageLoop } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";

/** Put a view at the end of `el`, which stands in the page. */
export function attach({ luminoWidget }: DOMWidgetView, el: HTMLElement): void {
  MessageLoop.sendMessage(luminoWidget, Widget.Msg.BeforeAttach);
  el.append(luminoWidget.node);
  MessageLoop.sendMessage(luminoWidget, Widget.Msg.AfterAttach);
}
