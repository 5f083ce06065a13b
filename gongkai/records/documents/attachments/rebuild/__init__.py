"""Public copies: every file is written anew from what it visibly says; nothing is passed on because it was there."""
