/**
 * English | Spanish | French | German. Spanish and French: m/f/m plural/f plural, or one form for all.
 * German: stem with `+` (declined like dieser), `-` (like ein), `*` (like an adjective), or as it stands.
 */
export const determiners = `
the | el/la/los/las | le/la/les/les | d+
a | un/una/unos/unas | un/une/des/des | ein-
an | un/una/unos/unas | un/une/des/des | ein-
this | este/esta/estos/estas | ce/cette/ces/ces | dies+
these | este/esta/estos/estas | ce/cette/ces/ces | dies+
that | ese/esa/esos/esas | ce/cette/ces/ces | dies+
those | ese/esa/esos/esas | ce/cette/ces/ces | dies+
my | mi/mi/mis/mis | mon/ma/mes/mes | mein-
your | su/su/sus/sus | votre/votre/vos/vos | Ihr-
his | su/su/sus/sus | son/sa/ses/ses | sein-
her | su/su/sus/sus | son/sa/ses/ses | ihr-
its | su/su/sus/sus | son/sa/ses/ses | sein-
our | nuestro/nuestra/nuestros/nuestras | notre/notre/nos/nos | unser-
their | su/su/sus/sus | leur/leur/leurs/leurs | ihr-
every | cada | chaque | jed+
each | cada | chaque | jed+
all the | todo el/toda la/todos los/todas las | tout le/toute la/tous les/toutes les | all+
all | todo el/toda la/todos los/todas las | tout le/toute la/tous les/toutes les | all+
no | ningún/ninguna/ningunos/ningunas | aucun/aucune/aucun/aucune | kein-
many | mucho/mucha/muchos/muchas | beaucoup de | viel*
much | mucho/mucha/muchos/muchas | beaucoup de | viel*
a lot of | mucho/mucha/muchos/muchas | beaucoup de | viel*
lots of | mucho/mucha/muchos/muchas | beaucoup de | viel*
few | poco/poca/pocos/pocas | peu de | wenig*
some | un poco de/un poco de/algunos/algunas | du/de la/des/des | einig*
a few | unos/unas/unos/unas | quelques | ein paar
several | varios/varias/varios/varias | plusieurs | mehrer*
both | ambos/ambas/ambos/ambas | les deux | beid*
any | cualquier | n'importe quel/n'importe quelle/n'importe quels/n'importe quelles | irgendein-
another | otro/otra/otros/otras | un autre/une autre/d'autres/d'autres | noch ein-
most | la mayoría de los/la mayoría de las/la mayoría de los/la mayoría de las | la plupart des | die meisten
enough | suficiente/suficiente/suficientes/suficientes | assez de | genug
how many | cuánto/cuánta/cuántos/cuántas | combien de | wie viel*
how much | cuánto/cuánta/cuántos/cuántas | combien de | wie viel
more | más | plus de | mehr
too many | demasiado/demasiada/demasiados/demasiadas | trop de | zu viel*
`;
