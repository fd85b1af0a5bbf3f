/** English | Spanish | French | German: words that open a clause of their own; in German its verb goes to the end. */
export const conjunctions = `
if | si | si | wenn
when | cuando | quand | wenn
whenever | cada vez que | chaque fois que | immer wenn
because | porque | parce que | weil
that | que | que | dass
while | mientras | pendant que | während
although | aunque | bien que | obwohl
before | antes de que | avant que | bevor
after | después de que | après que | nachdem
until | hasta que | jusqu'à ce que | bis
since | desde que | depuis que | seit
so that | para que | pour que | damit
as soon as | en cuanto | dès que | sobald
as long as | mientras | tant que | solange
even if | aunque | même si | auch wenn
unless | a menos que | à moins que | es sei denn
who | que | qui | der
which | que | qui | die
where | donde | où | wo
whether | si | si | ob
`;
