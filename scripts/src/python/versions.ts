/** The versions of Python that the packages declare, the oldest first. Their READMEs say which of them are tested. */
export const PYTHONS = ['3.10', '3.11', '3.12', '3.13', '3.14'] as const;
