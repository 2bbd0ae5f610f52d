"""The screens: one module a subject; they ask and show, and decide nothing."""
