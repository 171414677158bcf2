/** Says how many there are, such as "1 thread" and "2 threads". */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
