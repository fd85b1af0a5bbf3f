/**
 * English | Spanish | French | German: phrases of at most five words and words that never change.
 * Lines of the same meaning stand together; the first line with a foreign phrase translates it back.
 */
export const phrases = `
yes | sí | oui | ja
no | no | non | nein
hello | hola | bonjour | hallo
goodbye | adiós | au revoir | auf Wiedersehen
good morning | buenos días | bonjour | guten Morgen
good afternoon | buenas tardes | bonjour | guten Tag
good evening | buenas noches | bonsoir | guten Abend
good night | buenas noches | bonne nuit | gute Nacht
welcome | bienvenidos | bienvenue | willkommen
thank you | gracias | merci | danke
thanks | gracias | merci | danke
thank you very much | muchas gracias | merci beaucoup | vielen Dank
please | por favor | s'il vous plaît | bitte
please tell us | avísenos por favor | merci de nous prévenir | informieren Sie uns bitte
please note | tenga en cuenta | veuillez noter | bitte beachten Sie
please contact us | póngase en contacto con nosotros | veuillez nous contacter | bitte kontaktieren Sie uns
sorry | lo siento | désolé | Entschuldigung
excuse me | disculpe | excusez-moi | entschuldigen Sie
how are you | cómo está | comment allez-vous | wie geht es Ihnen
see you soon | hasta pronto | à bientôt | bis bald
of course | por supuesto | bien sûr | natürlich
for example | por ejemplo | par exemple | zum Beispiel
as soon as possible | lo antes posible | dès que possible | so bald wie möglich
at least | al menos | au moins | mindestens
at most | como máximo | au plus | höchstens
at once | enseguida | tout de suite | sofort
at home | en casa | à la maison | zu Hause
at work | en el trabajo | au travail | bei der Arbeit
at school | en la escuela | à l'école | in der Schule
at night | por la noche | la nuit | nachts
at the moment | en este momento | en ce moment | im Moment
at the same time | al mismo tiempo | en même temps | gleichzeitig
at the end | al final | à la fin | am Ende
at the beginning | al principio | au début | am Anfang
at noon | a mediodía | à midi | um zwölf Uhr mittags
in the morning | por la mañana | le matin | am Morgen
in the afternoon | por la tarde | l'après-midi | am Nachmittag
in the evening | por la noche | le soir | am Abend
in the morning | de la mañana | du matin | morgens
in the afternoon | de la tarde | de l'après-midi | nachmittags
in the evening | de la noche | du soir | abends
in summer | en verano | en été | im Sommer
in winter | en invierno | en hiver | im Winter
in spring | en primavera | au printemps | im Frühling
in autumn | en otoño | en automne | im Herbst
in English | en inglés | en anglais | auf Englisch
in Spanish | en español | en espagnol | auf Spanisch
in French | en francés | en français | auf Französisch
in German | en alemán | en allemand | auf Deutsch
in general | en general | en général | im Allgemeinen
in addition | además | de plus | außerdem
in fact | de hecho | en fait | tatsächlich
in time | a tiempo | à temps | rechtzeitig
in total | en total | au total | insgesamt
in advance | por adelantado | à l'avance | im Voraus
on time | a tiempo | à l'heure | pünktlich
on foot | a pie | à pied | zu Fuß
on holiday | de vacaciones | en vacances | im Urlaub
on the first floor | en el primer piso | au premier étage | im ersten Stock
on the second floor | en el segundo piso | au deuxième étage | im zweiten Stock
on the ground floor | en la planta baja | au rez-de-chaussée | im Erdgeschoss
the first floor | el primer piso | le premier étage | der erste Stock
the ground floor | la planta baja | le rez-de-chaussée | das Erdgeschoss
on the left | a la izquierda | à gauche | links
on the right | a la derecha | à droite | rechts
on the phone | por teléfono | au téléphone | am Telefon
on the internet | en internet | sur internet | im Internet
on the other hand | por otro lado | d'autre part | andererseits
by train | en tren | en train | mit dem Zug
by bus | en autobús | en bus | mit dem Bus
by car | en coche | en voiture | mit dem Auto
by bike | en bicicleta | à vélo | mit dem Fahrrad
by email | por correo | par e-mail | per E-Mail
for free | gratis | gratuitement | kostenlos
free of charge | gratis | gratuitement | kostenlos
from time to time | de vez en cuando | de temps en temps | ab und zu
more and more | cada vez más | de plus en plus | immer mehr
more or less | más o menos | plus ou moins | mehr oder weniger
most of the time | casi siempre | la plupart du temps | meistens
once a week | una vez por semana | une fois par semaine | einmal pro Woche
twice a week | dos veces por semana | deux fois par semaine | zweimal pro Woche
a day | al día | par jour | pro Tag
a week | por semana | par semaine | pro Woche
a month | al mes | par mois | pro Monat
a year | al año | par an | pro Jahr
once a year | una vez al año | une fois par an | einmal im Jahr
every day | todos los días | tous les jours | jeden Tag
every morning | cada mañana | chaque matin | jeden Morgen
every evening | cada noche | chaque soir | jeden Abend
every week | cada semana | chaque semaine | jede Woche
every month | cada mes | chaque mois | jeden Monat
every year | cada año | chaque année | jedes Jahr
all day | todo el día | toute la journée | den ganzen Tag
all the time | todo el tiempo | tout le temps | die ganze Zeit
all over the world | en todo el mundo | dans le monde entier | auf der ganzen Welt
last week | la semana pasada | la semaine dernière | letzte Woche
last month | el mes pasado | le mois dernier | letzten Monat
last year | el año pasado | l'année dernière | letztes Jahr
last night | anoche | hier soir | gestern Abend
next week | la próxima semana | la semaine prochaine | nächste Woche
next month | el próximo mes | le mois prochain | nächsten Monat
next year | el próximo año | l'année prochaine | nächstes Jahr
this morning | esta mañana | ce matin | heute Morgen
this afternoon | esta tarde | cet après-midi | heute Nachmittag
this evening | esta noche | ce soir | heute Abend
this week | esta semana | cette semaine | diese Woche
this year | este año | cette année | dieses Jahr
these days | estos días | ces jours-ci | heutzutage
today | hoy | aujourd'hui | heute
tomorrow | mañana | demain | morgen
yesterday | ayer | hier | gestern
tonight | esta noche | ce soir | heute Abend
tomorrow morning | mañana por la mañana | demain matin | morgen früh
on Monday | el lunes | le lundi | am Montag
on Tuesday | el martes | le mardi | am Dienstag
on Wednesday | el miércoles | le mercredi | am Mittwoch
on Thursday | el jueves | le jeudi | am Donnerstag
on Friday | el viernes | le vendredi | am Freitag
on Saturday | el sábado | le samedi | am Samstag
on Sunday | el domingo | le dimanche | am Sonntag
on Mondays | los lunes | le lundi | montags
on Saturdays | los sábados | le samedi | samstags
on Sundays | los domingos | le dimanche | sonntags
Monday | lunes | lundi | Montag
Tuesday | martes | mardi | Dienstag
Wednesday | miércoles | mercredi | Mittwoch
Thursday | jueves | jeudi | Donnerstag
Friday | viernes | vendredi | Freitag
Saturday | sábado | samedi | Samstag
Sunday | domingo | dimanche | Sonntag
in January | en enero | en janvier | im Januar
in February | en febrero | en février | im Februar
in March | en marzo | en mars | im März
in April | en abril | en avril | im April
in May | en mayo | en mai | im Mai
in June | en junio | en juin | im Juni
in July | en julio | en juillet | im Juli
in August | en agosto | en août | im August
in September | en septiembre | en septembre | im September
in October | en octubre | en octobre | im Oktober
in November | en noviembre | en novembre | im November
in December | en diciembre | en décembre | im Dezember
January | enero | janvier | Januar
February | febrero | février | Februar
March | marzo | mars | März
May | mayo | mai | Mai
April | abril | avril | April
June | junio | juin | Juni
July | julio | juillet | Juli
August | agosto | août | August
September | septiembre | septembre | September
October | octubre | octobre | Oktober
November | noviembre | novembre | November
December | diciembre | décembre | Dezember
for the first time | por primera vez | pour la première fois | zum ersten Mal
one more time | una vez más | encore une fois | noch einmal
a long time ago | hace mucho tiempo | il y a longtemps | vor langer Zeit
a few minutes | unos minutos | quelques minutes | ein paar Minuten
for a long time | durante mucho tiempo | pendant longtemps | lange
a little | un poco | un peu | ein wenig
a bit | un poco | un peu | ein bisschen
very well | muy bien | très bien | sehr gut
a lot | mucho | beaucoup | viel
too much | demasiado | trop | zu viel
not yet | todavía no | pas encore | noch nicht
no longer | ya no | ne plus | nicht mehr
not | no | pas | nicht
this is | esto es | c'est | das ist
that is | eso es | c'est | das ist
these are | estos son | ce sont | das sind
not only | no solo | pas seulement | nicht nur
but also | sino también | mais aussi | sondern auch
as well | también | aussi | auch
right now | ahora mismo | en ce moment | gerade
so far | hasta ahora | jusqu'à présent | bisher
up to | hasta | jusqu'à | bis zu
more than | más de | plus de | mehr als
less than | menos de | moins de | weniger als
about | unos | environ | etwa
always | siempre | toujours | immer
often | a menudo | souvent | oft
sometimes | a veces | parfois | manchmal
usually | normalmente | d'habitude | normalerweise
never | nunca | jamais | nie
soon | pronto | bientôt | bald
now | ahora | maintenant | jetzt
then | entonces | alors | dann
later | más tarde | plus tard | später
again | otra vez | encore | wieder
already | ya | déjà | schon
still | todavía | encore | noch
once | una vez | une fois | einmal
twice | dos veces | deux fois | zweimal
here | aquí | ici | hier
there | allí | là-bas | dort
everywhere | en todas partes | partout | überall
outside | fuera | dehors | draußen
inside | dentro | à l'intérieur | drinnen
together | juntos | ensemble | gemeinsam
also | también | aussi | auch
too | también | aussi | auch
very | muy | très | sehr
very much | mucho | beaucoup | sehr
really | realmente | vraiment | wirklich
almost | casi | presque | fast
only | solo | seulement | nur
just | solo | juste | nur
even | incluso | même | sogar
enough | suficiente | assez | genug
quite | bastante | assez | ziemlich
more | más | plus | mehr
less | menos | moins | weniger
so | así que | donc | also
than | que | que | als
ago | atrás | auparavant | zuvor
away | fuera | loin | weg
back | de vuelta | en arrière | zurück
else | más | d'autre | sonst
instead | en cambio | plutôt | stattdessen
forever | para siempre | pour toujours | für immer
anywhere | en cualquier lugar | n'importe où | irgendwo
anyone | cualquiera | n'importe qui | jeder
each other | el uno al otro | l'un l'autre | einander
perhaps | quizás | peut-être | vielleicht
maybe | quizás | peut-être | vielleicht
quickly | rápidamente | rapidement | schnell
slowly | lentamente | lentement | langsam
easily | fácilmente | facilement | leicht
carefully | con cuidado | soigneusement | vorsichtig
well | bien | bien | gut
better | mejor | mieux | besser
early | temprano | tôt | früh
late | tarde | tard | spät
finally | finalmente | enfin | endlich
first | primero | d'abord | zuerst
far away | lejos | loin | weit weg
nearby | cerca | à proximité | in der Nähe
especially | sobre todo | surtout | besonders
however | sin embargo | cependant | jedoch
therefore | por lo tanto | donc | deshalb
and | y | et | und
or | o | ou | oder
but | pero | mais | aber
everything | todo | tout | alles
everyone | todos | tout le monde | alle
everybody | todos | tout le monde | alle
something | algo | quelque chose | etwas
nothing | nada | rien | nichts
somebody | alguien | quelqu'un | jemand
someone | alguien | quelqu'un | jemand
nobody | nadie | personne ne | niemand
how much | cuánto | combien | wie viel
how many | cuántos | combien de | wie viele
how long | cuánto tiempo | combien de temps | wie lange
how | cómo | comment | wie
why | por qué | pourquoi | warum
where | dónde | où | wo
what | qué | que | was
one | uno | un | eins
hundred | cien | cent | hundert
thousand | mil | mille | tausend
million | millón | million | Million
the library card | la tarjeta de la biblioteca | la carte de bibliothèque | der Bibliotheksausweis
make sure | asegúrese de | assurez-vous de | stellen Sie sicher
terms and conditions | términos y condiciones | conditions générales | Allgemeine Geschäftsbedingungen
opening hours | horario de apertura | heures d'ouverture | Öffnungszeiten
`;
