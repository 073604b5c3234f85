/** Abstracts of eight fields, of findings that are known, told in words of our own; what the idea line must name of each, and what it must not be. */
export interface FieldAbstract {
  field: string
  title: string
  abstract: string
  names: RegExp
  never: RegExp
}

export const FIELD_ABSTRACTS: readonly FieldAbstract[] = [
  {
    field: 'biology',
    title: 'Which gene variants truly protect against severe malaria? A second look in twelve countries',
    abstract:
      'Dozens of gene variants have been said to guard people against severe malaria, but most reports rest on a few hundred patients of one hospital and many were never repeated. We typed 55 such variants at 27 loci in about 12,000 severe cases and 17,000 controls from Africa, Asia and Oceania. Only five of the loci held up: HBB, ABO, ATP2B4, G6PD and CD40LG. Carriers of one sickle allele had about a seventh of the risk. At G6PD, deficiency lowered the risk of cerebral malaria but raised that of severe anaemia, which may be why earlier studies of the enzyme disagreed. The results illustrate what can be gained when sites pool their patients.',
    names: /five of the loci|seventh of the risk/,
    never: /12,000 severe cases|never repeated/,
  },
  {
    field: 'biology',
    title: 'A bacterial enzyme cuts DNA where a pair of RNAs tells it to',
    abstract:
      'Many bacteria keep a record of past viruses in CRISPR arrays and use short RNAs made from it to destroy the viruses when they return. How the commonest single-protein systems cut DNA has not been known. Here we show that the protein Cas9 of Streptococcus pyogenes needs two RNAs, one that carries the sequence to be matched and one that pairs with its repeat, to make a clean break in both strands of a matching DNA. Each strand is cut by a domain of its own. Joining the two RNAs into a single chimera keeps the activity, and changing twenty letters of it sends the enzyme to any sequence that we tried. This simplicity suggests a way of editing genomes at will.',
    names: /Cas9|single chimera|editing genomes/,
    never: /has not been known/,
  },
  {
    field: 'biology',
    title: 'The gut microbes of twins who differ in weight make mice fat or lean',
    abstract:
      "It is difficult to tell what microbes do to body weight from what food and genes do. To disentangle them, we gave germ-free mice the stool microbes of women who were obese and of their lean twin sisters. Mice with the microbes of an obese twin put on more fat than mice with those of her sister, although they ate no more. When the two kinds of mice shared a cage, the lean donors' bacteria moved in and the weight gain stopped. No such invasion took place on a diet rich in saturated fat and poor in fruits and vegetables. We conclude that diet decides whether a protective community can take hold.",
    names: /put on more fat|weight gain stopped|diet decides/,
    never: /difficult to tell/,
  },
  {
    field: 'biology',
    title: 'Chance and history in the evolution of citrate use by Escherichia coli',
    abstract:
      'Whether evolution would take the same course again is much debated but can rarely be tested. Twelve populations of Escherichia coli have been kept since 1988 in a medium that holds little glucose and much citrate, which the species cannot eat where there is oxygen. One population of the twelve evolved the use of citrate after some 31,000 generations and grew severalfold denser. To see whether a single rare mutation was enough, we revived frozen ancestors of that population and let them evolve again. Only ancestors from after generation 20,000 found the trait anew, which means that an earlier mutation had to prepare the way. Historical accidents can thus open paths that otherwise stay shut.',
    names: /evolved the use of citrate|found the trait anew|Historical accidents/,
    never: /much debated|cannot eat/,
  },
  {
    field: 'biology',
    title: 'Arctic terns followed from Greenland to the Antarctic and back',
    abstract:
      'The Arctic tern makes the longest journey of any animal, but its route was known only from a few rings and from sightings at sea. We fitted loggers of 1.4 g to terns on their nests in Greenland and Iceland and got eleven back a year later. On average the birds had flown 70,900 km in a year. All of them had stopped for almost a month in the middle of the North Atlantic, in waters where the species was not known to stay. South of Cape Verde some kept to the coast of Africa whereas others crossed to that of Brazil. On their way home they followed the winds in a great S. Such data may guide the protection of rich waters far from any coast.',
    names: /70,900|stopped for almost a month|followed the winds/,
    never: /few rings|got eleven back/,
  },
  {
    field: 'biology',
    title: 'Bumblebees learn to pull strings from one another',
    abstract:
      'Culture is often thought to need large brains. Whether an insect can pick up a wholly new skill from others has hardly been examined. We taught bumblebees to pull a string and so draw an artificial flower from under a clear sheet. Most learnt it step by step, while of more than a hundred untaught bees only two found out by themselves. Bees that had watched a trained bee from behind a screen mostly succeeded, and within a colony the skill passed on from forager to forager even after the first teacher had died. Simple associative learning appears to be enough for new skills to spread through a group.',
    names: /watched a trained bee|Simple associative learning/,
    never: /hardly been examined|often thought/,
  },
  {
    field: 'biology',
    title: 'Killer whales and the fall of sea otters and kelp in western Alaska',
    abstract:
      'Sea otters had been recovering from the fur trade for a century when their numbers in western Alaska began to drop by a quarter a year in the 1990s. We compared counts of otters, urchins and kelp before and after the drop, together with sightings of attacks and with the survival of marked animals. Predation by killer whales is the likeliest cause: in a lagoon that the whales cannot enter, otters stayed as numerous as before. Where otters had gone, the biomass of urchins rose eightfold, and kelp thinned out by a factor of twelve. Events in the open ocean, by which the whales lost their usual prey, can thus reshape a coast.',
    names: /Predation by killer whales|eightfold|reshape a coast/,
    never: /fur trade/,
  },
  {
    field: 'biology',
    title: 'A DNA-binding protein makes tardigrades and human cells hardy',
    abstract:
      'Tardigrades survive drying, deep frost, the vacuum of space and doses of radiation that would kill most animals. What makes them so hardy has remained elusive. Here we report the genome of Ramazzottius varieornatus, one of the toughest species, and find that fewer than two genes in a hundred came from other kingdoms, in contrast to an earlier claim. A protein found in tardigrades alone, which we call Dsup, clings to DNA. Human cells that were made to produce it suffered about 40% fewer breaks under X-rays and divided more often afterwards. Proteins of their own, rather than borrowed ones, therefore seem to protect these animals.',
    names: /Dsup|40% fewer breaks|[Pp]roteins of their own|report the genome/,
    never: /remained elusive/,
  },
  {
    field: 'medicine',
    title: 'Dexamethasone in patients admitted to hospital with Covid-19',
    abstract:
      'BACKGROUND: In severe Covid-19 the lungs are harmed by inflammation, which glucocorticoids may dampen. METHODS: In an open-label trial of several treatments, patients admitted to hospitals in the United Kingdom were randomly allocated to usual care with or without dexamethasone (6 mg a day for up to ten days). The primary outcome was death within 28 days. RESULTS: Of 2104 patients allocated to dexamethasone 22.9% died, and of 4321 allocated to usual care 25.7% (rate ratio, 0.83; 95% CI, 0.75 to 0.93). The proportional and absolute reductions depended on the need for oxygen at entry. CONCLUSIONS: Dexamethasone lowered 28-day mortality among patients who were being ventilated or given oxygen when they entered the trial, but not among those who were breathing without help.',
    names: /lowered 28-day mortality|22\.9%/,
    never: /may dampen|CONCLUSION|RESULTS|not among\.$/,
  },
  {
    field: 'medicine',
    title: 'Intensive lowering of blood pressure in adults at high cardiovascular risk',
    abstract:
      'BACKGROUND How far the systolic pressure of people with hypertension should be brought down is uncertain. METHODS We assigned 9361 adults at raised cardiovascular risk, none of whom had diabetes or a previous stroke, to a target of below 120 mm Hg (intensive treatment) or of below 140 mm Hg (standard treatment). RESULTS The trial was ended after 3.3 years instead of five because the primary outcome, a composite of heart attack, stroke, heart failure and cardiovascular death, was a quarter rarer with intensive treatment (1.65% against 2.19% a year; hazard ratio 0.75). Deaths from any cause were rarer as well. Fainting, low blood pressure and injury of the kidneys were more frequent. CONCLUSIONS In adults at high risk who have no diabetes, aiming at less than 120 mm Hg rather than at less than 140 mm Hg prevented cardiovascular events and deaths at the price of some serious side effects.',
    names: /prevented cardiovascular events|a quarter rarer|Deaths from any cause/,
    never: /uncertain|CONCLUSIONS|RESULTS/,
  },
  {
    field: 'medicine',
    title: 'Olive oil, nuts and the prevention of heart disease in Spain',
    abstract:
      'Background: People who eat as is usual around the Mediterranean have less heart disease, but observation alone cannot show that the diet is the cause. Methods: In this multicentre trial, 7447 persons aged 55 to 80 years who had several risk factors but no cardiovascular disease were assigned to a Mediterranean diet with additional olive oil, the same with nuts, or advice to eat less fat. Results: Myocardial infarction, stroke or cardiovascular death befell 288 participants over about five years. Compared with advice alone, the hazard ratio was 0.69 (95% CI, 0.53 to 0.91) for the diet with olive oil and 0.72 (95% CI, 0.54 to 0.95) for the diet with nuts. Conclusions: In persons at high risk, a Mediterranean diet supplemented with olive oil or nuts led to fewer major cardiovascular events than a diet low in fat.',
    names: /fewer major cardiovascular events|0\.69/,
    never: /observation alone|Conclusions|supplemented\.$/,
  },
  {
    field: 'medicine',
    title: 'Antibiotics for acute infection of the middle ear in children: a systematic review',
    abstract:
      "Background: Few illnesses bring children to a doctor more often than acute otitis media, and countries differ widely in how often it is treated with antibiotics. Objectives: To assess the effects of antibiotics on pain, complications and adverse events in children with acute otitis media. Search methods: We searched trial registers, three databases and the reference lists of what was found. Selection criteria: Randomised trials that compared an antibiotic with placebo or with watchful waiting. Main results: Thirteen trials compared antibiotics with placebo in 3401 children. Sixty per cent of all children were free of pain after 24 hours, with or without antibiotics. Pain on days two and three was about a third rarer with antibiotics, but vomiting, diarrhoea and rash were commoner. Authors' conclusions: Since most children get well by themselves, the small gain from antibiotics has to be weighed against the harm that they do.",
    names: /get well by themselves|weighed against|a third rarer|free of pain after 24 hours/,
    never: /^To assess|Authors|Few illnesses/,
  },
  {
    field: 'medicine',
    title: 'Tranexamic acid soon after birth and death from bleeding: an international trial',
    abstract:
      'Background Bleeding after birth kills more mothers than anything else. Tranexamic acid prevents deaths from bleeding after injury. We aimed to find out whether it does so after birth. Methods We did a double-blind trial in 193 hospitals in 21 countries, in which women with a clinical diagnosis of post-partum haemorrhage received 1 g of tranexamic acid or placebo in addition to usual care. Findings Between 2010 and 2016, 20 060 women were enrolled. Fewer women given tranexamic acid died of bleeding (155 [1.5%] of 10 036 vs 191 [1.9%] of 9985 given placebo, risk ratio 0.81, 95% CI 0.65–1.00; p=0.045), above all if they were treated within three hours (risk ratio 0.69). Hysterectomy was as frequent in both groups. Interpretation Tranexamic acid reduces deaths from bleeding after birth and does no detectable harm. It should be given as soon as bleeding is noticed. Funding London School of Hygiene & Tropical Medicine.',
    names: /reduces deaths from bleeding|died of bleeding/,
    never: /after injury|aimed to|^Interpretation|^Findings|kills more mothers|Funding/,
  },
  {
    field: 'medicine',
    title: 'Supplemental vitamin D and fractures in healthy adults',
    abstract:
      'IMPORTANCE Millions of people take vitamin D to keep their bones strong, although trials disagree about whether it prevents fractures. OBJECTIVE To test whether supplemental vitamin D lowers the risk of fractures in generally healthy men and women. DESIGN, SETTING, AND PARTICIPANTS Ancillary study of a randomized factorial trial in 25 871 adults of the United States, men from the age of 50 and women from 55, who had not been chosen for low vitamin D or thin bones. INTERVENTION Cholecalciferol, 2000 IU a day, or placebo. MAIN OUTCOMES AND MEASURES First fractures of any kind and of the hip, confirmed from records. RESULTS In the median of 5.3 years, 1551 participants broke 1991 bones. The hazard ratio for any fracture with vitamin D was 0.98 (95% CI, 0.89-1.08; P = .70), and for fractures of the hip it was 1.01. Neither weight nor blood level at entry changed this. CONCLUSIONS AND RELEVANCE Among generally healthy adults, vitamin D supplements did not lower the risk of fractures.',
    names: /did not lower the risk of fractures|0\.98/,
    never: /^To test|Millions of people|CONCLUSIONS|OBJECTIVE/,
  },
  {
    field: 'medicine',
    title: 'Curved bacteria on the lining of the stomach in gastritis and peptic ulcer',
    abstract:
      'Biopsies were taken from the antrum of 100 consecutive patients who came for gastroscopy. Curved or spiral bacteria were seen in 58 of them, and were grown from eleven. The organism has flagella, is gram-negative, needs little oxygen and seems to be a species not described before, akin to Campylobacter. Nearly all patients with active chronic gastritis or with ulcers of the duodenum or the stomach carried the bacteria, which may therefore have a part in causing these diseases.',
    names: /carried the bacteria|not described before/,
    never: /who came for/,
  },
  {
    field: 'medicine',
    title: 'A smartwatch to find atrial fibrillation in people who feel well',
    abstract:
      'Background Light sensors in watches can notice an irregular pulse. How often they are right in daily use is unknown. Methods Owners of a watch and a telephone who had never had atrial fibrillation (by their own account) joined through an application. Whoever got a notice of an irregular pulse was offered a video visit and was sent an electrocardiography patch to wear for up to a week. Results In eight months, 419,297 people joined. Of these, 2161 (0.52%) got a notice over a median of 117 days. Among the 450 whose patch could be read, 34% had atrial fibrillation. When a notice came while the patch was worn, it was right in 84% of cases. Conclusions Notices were rare, and a third of those who got one and wore a patch were found to have atrial fibrillation.',
    names: /34%|84%|0\.52%|Notices were rare/,
    never: /is unknown|^Conclusions|^Results/,
  },
  {
    field: 'physics',
    title: 'Gravitational waves from two black holes that merge',
    abstract:
      'On 14 September 2015 both detectors of LIGO recorded the same short signal within seven milliseconds. It rose from 35 to 250 Hz while its amplitude grew to a strain of 10^-21 and then died away. General relativity predicts such a signal when two black holes spiral into each other, merge and settle as one. Its strength and form tell that black holes of about 36 and 29 solar masses merged some 410 Mpc away and that three solar masses were radiated. The chance that noise imitates such a signal is less than once in 203,000 years. This is the first direct detection of gravitational waves and the first sight of a merger of two black holes.',
    names: /first direct detection|recorded the same short signal|black holes of about 36 and 29/,
    never: /General relativity predicts/,
  },
  {
    field: 'physics',
    title: 'Superconductivity at a magic angle in twisted bilayer graphene',
    abstract:
      'How strong interactions between electrons can make a material superconduct is still not understood after decades of work on copper oxides. Part of the trouble is that chemistry leaves little freedom to change one parameter at a time. Here we report superconductivity in two sheets of graphene that are laid on each other with a twist of about 1.1 degrees, where theory predicts nearly flat bands. At half filling of these bands the sheets insulate; when electrons are added or removed by a gate, the resistance vanishes below a critical temperature of up to 1.7 K. The phase diagram, with domes on either side of the insulator, recalls that of the cuprates although the density of electrons is a thousand times lower. Twisted graphene is thus a plain and tunable setting for the study of strong correlations.',
    names: /report superconductivity in two sheets|resistance vanishes|plain and tunable setting/,
    never: /not understood|chemistry leaves/,
  },
  {
    field: 'physics',
    title: 'A new particle in the search for the Higgs boson',
    abstract:
      'The Standard Model needs a scalar boson, whose mass it does not foretell. We searched for it in proton-proton collisions recorded in 2011 at 7 TeV and in 2012 at 8 TeV, with about 4.8 and 5.8 inverse femtobarns. Decays to two photons, to four leptons and to a pair of W bosons were analysed and combined with earlier searches in other channels. An excess of events is observed at a mass of 126.0 ± 0.4 (stat) ± 0.4 (sys) GeV with a significance of 5.9 standard deviations. Its rate and the modes in which it decays are compatible with the boson of the Standard Model. Whether it has spin zero remains to be shown.',
    names: /excess of events|compatible with the boson/,
    never: /remains to be shown|needs a scalar/,
  },
  {
    field: 'physics',
    title: 'Parameters of the universe from the complete Planck maps',
    abstract:
      'The oldest light of the universe holds the best record that we have of its contents and its age. This paper gives the cosmological parameters that follow from the complete Planck data, with better polarization at large angles than in earlier releases. A flat universe with cold dark matter, a cosmological constant and six free parameters fits temperature, polarization and lensing. It implies a Hubble constant of 67.4 ± 0.5 km/s/Mpc, which disagrees with what supernovae and Cepheids give. With acoustic oscillations added, the masses of the neutrinos sum to less than 0.12 eV. Extensions of the model are not favoured by the data in a way that convinces.',
    names: /67\.4|flat universe with cold dark matter|gives the cosmological parameters|0\.12 eV|not favoured/,
    never: /oldest light/,
  },
  {
    field: 'physics',
    title: "Bell's inequality broken by electron spins 1.3 kilometres apart",
    abstract:
      'Bell showed in 1964 that no local and realist theory can agree with all that quantum mechanics predicts. Experiments have long spoken against such theories, but each left a loophole: its detectors missed too many particles, or its stations stood too close to each other. We entangle the spins of two electrons in diamonds that are 1.3 km apart, with an event-ready signal that tells when entanglement is there, and read each spin out before light could pass between them. In 245 trials we find S = 2.42 ± 0.20, whereas local realism allows at most 2. The probability that a local-realist model would do as well by chance is at most 0.039. The scheme may serve for cryptography with devices that nobody needs to trust.',
    names: /S = 2\.42|entangle the spins|0\.039/,
    never: /left a loophole\.$|showed in 1964/,
  },
  {
    field: 'physics',
    title: 'The magnetic anomaly of the muon measured to 0.46 parts per million',
    abstract:
      'The magnetic moment of the muon differs slightly from what it would be without virtual particles, and every kind of particle adds to the difference, including ones not yet found. We measured it anew in a storage ring at Fermilab. The anomaly follows from two frequencies: that at which the spin turns against the momentum, which the rate of energetic positrons reveals, and that of protons in the same field. Our value lies 3.3 standard deviations above the prediction of the Standard Model and agrees with the one measured at Brookhaven two decades ago. Taken together, the two differ from the prediction by 4.2 standard deviations.',
    names: /3\.3 standard deviations|4\.2 standard deviations/,
    never: /follows from two frequencies|including ones/,
  },
  {
    field: 'physics',
    title: 'A condensate in a vapour of rubidium',
    abstract:
      'Einstein predicted in 1925 that a gas of bosons would gather in its lowest state if it were cold enough. We report that a Bose-Einstein condensate was produced in a vapour of rubidium-87 held in a magnetic trap and cooled by evaporation. The condensate appeared at about 170 nanokelvin and lasted for more than fifteen seconds. Three signs tell it from a cold gas: a sharp peak at zero velocity on top of the broad thermal cloud, the sudden growth of this peak when the temperature was lowered further, and its oval shape, which mirrors the ground state of the trap.',
    names: /condensate was produced|170 nanokelvin|condensate appeared/,
    never: /predicted in 1925/,
  },
  {
    field: 'physics',
    title: 'The shape of particles suppresses coffee rings',
    abstract:
      'Spilt coffee dries to a ring because liquid that evaporates at the edge is replaced from within, and carries the grains outwards. The effect spoils printing, coating and assays, in which an even layer is wanted. Here we show in experiments that the ring vanishes if the particles are ellipsoids instead of spheres. Ellipsoids are carried to the edge as spheres are, but once they reach the surface of the drop they deform it, attract each other over long distances, and form loose networks that resist the flow. Even a few ellipsoids mixed into a suspension of spheres are enough, so that coatings could be made even without surfactants.',
    names: /ring vanishes|few ellipsoids/,
    never: /spoils printing|Spilt coffee/,
  },
  {
    field: 'economics',
    title: 'Minimum wages and employment in fast-food restaurants on two sides of a border',
    abstract:
      'On April 1, 1992, New Jersey raised its minimum wage from $4.25 to $5.05 an hour. Textbook theory predicts that employers respond by hiring less. To evaluate the impact of the law, we surveyed 410 fast-food restaurants in New Jersey and in eastern Pennsylvania, where the minimum stayed the same, before and after the rise. We find no sign that the rise reduced employment. Restaurants in New Jersey that had paid low wages before grew at least as much as those across the river or those that had paid more. Prices of meals rose somewhat in New Jersey, by about as much as the cost of the rise.',
    names: /no sign that the rise reduced employment|grew at least as much/,
    never: /Textbook theory|surveyed 410/,
  },
  {
    field: 'economics',
    title: 'Names on a resume: a field experiment on discrimination',
    abstract:
      'We study race in the labor market by sending made-up resumes in answer to help-wanted advertisements in Boston and Chicago. To vary the race that employers perceive, resumes are randomly given names that sound African-American or White. White names receive 50 percent more callbacks for interviews. A better resume helps White names far more than African-American ones. The gap is much the same across occupations, industries and sizes of employers, including federal contractors and those who call themselves equal opportunity employers. Differences in social class that names might suggest do not seem to explain it.',
    names: /50 percent more callbacks/,
    never: /vary the race/,
  },
  {
    field: 'economics',
    title: 'Moving out of poor neighborhoods when young: long-run effects on children',
    abstract:
      'The Moving to Opportunity experiment offered families in high-poverty public housing vouchers to move to neighborhoods with less poverty. Earlier work found little effect on the earnings of adults and older youths. We revisit the experiment with tax data that reach to 2012, by which time the younger children had grown up. Moving when young (before age 13) raised yearly incomes in the mid-twenties by 31 percent, raised the share who attend college and lowered that of single parents. Moving as an adolescent had, if anything, slightly negative effects, perhaps because moves disrupt. The gains of moving thus fall with the age of the child, which suggests that what counts is how long a childhood is spent in a better place.',
    names: /31 percent|gains of moving thus fall|Gains of moving/,
    never: /found little effect|slightly negative effects/,
  },
  {
    field: 'economics',
    title: 'Treating worms in Kenyan schools: effects on those treated and on their neighbors',
    abstract:
      'Intestinal worms infect one in four people worldwide. They spread between children, so that trials which treat only some of the pupils of a school understate what treatment does. We evaluate a program in 75 Kenyan primary schools in which mass treatment with deworming drugs was phased in school by school rather than pupil by pupil. The program reduced absence from school in treatment schools by one quarter, and health and attendance also improved among untreated children and in schools nearby. These externalities alone justify a full subsidy, as deworming proved cheaper than any other way of raising school attendance that we know of. We find no effect on test scores.',
    names: /one quarter|untreated children|full subsidy/,
    never: /infect one in four|no effect on test scores/,
  },
  {
    field: 'economics',
    title: 'Local labor markets and the rise of imports from China',
    abstract:
      'Between 1991 and 2007 the share of American spending that goes to Chinese goods rose more than sevenfold. We exploit that regions differ in the industries which they had before, and instrument imports by what other rich countries bought, to analyze how they affected local labor markets. Rising imports cause higher unemployment, lower participation and reduced wages in regions that house import-competing manufacturers. In our main estimate, imports explain a quarter of the contemporaneous decline in manufacturing employment. Payments for unemployment, disability, retirement and health care also rise sharply in exposed regions.',
    names: /Rising imports cause|explain a quarter/,
    never: /rose more than sevenfold|exploit that regions/,
  },
  {
    field: 'economics',
    title: 'When should schools let students trade places? A theory of school choice',
    abstract:
      'Many school districts assign places by a procedure in which parents gain by hiding what they want. We model school choice as a matching of students to seats whose priorities are set by law, and ask which procedures serve families best. No procedure can be both efficient and free of justified envy at once. We therefore study two that are each best in one respect. Deferred acceptance eliminates justified envy and is better for every student than any other procedure that does so; top trading cycles, in contrast, is efficient. Under both, no family can gain by misstating what it wants, so that either would improve on what is now used in Boston.',
    names: /No procedure can be both|[Dd]eferred acceptance|no family can gain|two that are each best/,
    never: /gain by hiding/,
  },
  {
    field: 'economics',
    title: 'Small loans for women in Hyderabad: evidence from a randomized expansion',
    abstract:
      'Microcredit has been praised as a way out of poverty and blamed for debt, with little evidence for either. In 52 of 104 poor neighborhoods of Hyderabad that were chosen at random, a lender opened a branch that gave loans to groups of women. Fifteen to eighteen months later, households in treated areas were 8.8 points more likely to have a microloan. Small businesses that existed before invested more, and the most profitable ones earned more, but consumption per head did not rise. There were no changes in health, education or the say of women in the household. We conclude that microcredit helps some to invest but is no lever that lifts the poor out of poverty.',
    names: /helps some to invest|consumption per head did not rise|no changes in health/,
    never: /has been praised/,
  },
  {
    field: 'social science',
    title: 'A test of the strength of weak ties on a network for jobs',
    abstract:
      'The theory that weak ties bring people to jobs is among the best known of sociology, yet it has never been tested in an experiment of any size. We analyzed randomized changes to the algorithm that recommends contacts on a network for professionals, which over five years varied the kind of new ties of more than 20 million members, who formed 2 billion ties and took 600,000 jobs. Weaker ties led to more changes of job than strong ones, up to a point: the relation between the strength of a tie and job mobility has the form of an inverted U. Moderately weak ties were most useful in industries that are more digital, strong ones in industries that are less so.',
    names: /inverted U|Weaker ties led to more|most useful/,
    never: /best known of sociology/,
  },
  {
    field: 'social science',
    title: 'Sixty-one million people and one message about voting',
    abstract:
      'Human behaviour is thought to spread through face-to-face social networks, but it is difficult to identify social influence in observational studies. We report a randomized controlled trial of messages that were shown to 61 million Facebook users on the day of the American congressional elections of 2010. The messages directly influenced what people said and sought about voting, and whether they really voted. They also affected the friends of those who saw them, and the friends of friends. The effect of a message that showed faces of close friends who had voted was greater than that of the message itself, and nearly all the transmission was between close friends who probably meet in person. Strong ties are thus instrumental for spreading behaviour both on the network and outside it.',
    names: /whether they really voted|Strong ties|also affected the friends|close friends/,
    never: /is thought to spread/,
  },
  {
    field: 'social science',
    title: 'How much of psychology can be reproduced?',
    abstract:
      'Reproducibility is a defining feature of science, but to what extent it characterizes current research is unknown. We conducted replications of 100 experimental and correlational studies published in three psychology journals, using high-powered designs and original materials when available. Replication effects were half the size of original effects on average. Ninety-seven percent of original studies had significant results; 36 percent of replications did. Correlational tests suggest that success was better predicted by the strength of the original evidence than by the experience of either team. No single measure tells whether a replication succeeded.',
    names: /half the size|36 percent/,
    never: /is unknown/,
  },
  {
    field: 'social science',
    title: 'How couples met in the United States, 1940 to 2017',
    abstract:
      'Family and friends have long been those who introduce people to their partners. We present new data from a national survey of American adults in 2017 about how they met. For heterosexual couples, meeting online has become the most popular way to meet, and has passed meeting through friends for the first time around 2013. In 2017, 39% of such couples met online, against 22% in 2009. As the role of friends in matching couples has declined, so have those of parents, church and neighborhood. We argue that people trust the technology more and need the mediation of others less than they used to.',
    names: /most popular way|39%/,
    never: /have long been those/,
  },
  {
    field: 'social science',
    title: 'What eviction does to mothers',
    abstract:
      'Every year several million renters in the United States are put out of their homes, most of them women with children. Yet the fallout of eviction has rarely been studied. Drawing on a national survey that follows mothers of low income, and matching those who were evicted to similar mothers who were not, this article estimates what eviction does to material hardship and health. Compared to matched mothers, those who were evicted in the previous year experienced more hardship, were more likely to suffer from depression, reported worse health for themselves and their children, and felt more stress as parents. Some of these effects, above all depression, were still present two years later. Eviction is thus not only an outcome of poverty but one of its causes.',
    names: /experienced more hardship|more likely to suffer|not only an outcome/,
    never: /rarely been studied|put out of their homes|but one\.$|not only an outcome of poverty\.$/,
  },
  {
    field: 'social science',
    title: 'Ten minutes at the door: a field experiment on reducing transphobia',
    abstract:
      'Deep prejudices are thought to yield only to long contact, if at all. We tested whether a short talk can change them. Fifty-six canvassers went from door to door in Miami and encouraged voters to take the perspective of others for about ten minutes. In this randomized trial with 501 voters, the talks markedly reduced prejudice against transgender people, and the effect lasted for at least three months. Canvassers who were themselves transgender and those who were not did equally well. The talks also raised support for a law against discrimination, even after voters had seen an attack on it.',
    names: /reduced prejudice|raised support/,
    never: /thought to yield/,
  },
  {
    field: 'social science',
    title: 'An hour online about the growing brain: a national experiment in ninth grade',
    abstract:
      'Students who believe that ability can grow tend to do better in school, but it is unclear for whom a lesson in that belief pays. We drew a nationally representative sample of public high schools in the United States and randomized more than 12,000 ninth graders to an online session of less than one hour that taught a growth mindset or to a control session. Among lower-achieving students the session raised grade point averages by 0.10 points. It also increased the share of all students who enrolled in advanced mathematics the next year. Effects on grades lasted only where the norms among peers agreed with the message. Code and plans were registered in advance.',
    names: /0\.10 points|advanced mathematics|norms among peers/,
    never: /unclear for whom|registered in advance/,
  },
  {
    field: 'humanities',
    title: 'Is a true belief that is justified knowledge?',
    abstract:
      "Various attempts have been made in recent years to state necessary and sufficient conditions for someone's knowing a proposition. On a common account, somebody knows something if it is true, if they believe it, and if they are justified in believing it. This note argues that these conditions are not sufficient. It gives two cases in which a person infers a truth from a falsehood that they have good reason to believe; in both the belief is true and justified, but only by luck, and nobody would call it knowledge. The argument needs only that one can be justified in believing what is false, and that justification survives a valid inference.",
    names: /not sufficient|two cases/,
    never: /Various attempts|needs only/,
  },
  {
    field: 'humanities',
    title: 'The Black Death began in the foothills of the Tian Shan',
    abstract:
      'Where the Black Death came from has been debated for centuries, and proposals range from China to the Crimea. Two cemeteries near Lake Issyk-Kul in what is now Kyrgyzstan hold unusually many graves from the years 1338 and 1339, ten of whose stones name a pestilence as the cause of death. We read ancient DNA from the teeth of seven people who were buried there. Three of them carried Yersinia pestis. The strain stands exactly at the point from which, in one burst, most later branches of plague arose, and its nearest living kin infect marmots in the same mountains today. We therefore place the origin of the second pandemic in Central Asia in the first half of the fourteenth century.',
    names: /origin of the second pandemic|carried Yersinia pestis|strain stands exactly/,
    never: /debated for centuries|read ancient DNA/,
  },
  {
    field: 'humanities',
    title: 'Seven thousand titles: the market and the British novel, 1740–1850',
    abstract:
      'Titles are half sign, half advertisement, where the novel as language meets the novel as goods. Using a catalogue of seven thousand British novels that were published between 1740 and 1850, this article follows what became of their titles. Over a century titles shrank from summaries of fifteen or more words to a name or a short phrase. I argue that the market caused this change: as more novels appeared each year, and circulating libraries and reviews told readers what was in them, the title stopped describing and began to catch the eye. Short titles in turn taught readers to expect a meaning that only the story discloses.',
    names: /titles shrank|market caused/,
    never: /half sign/,
  },
  {
    field: 'humanities',
    title: 'Form and function in human song across cultures',
    abstract:
      'It is often said that music is universal, but systematic evidence has been scarce. We built a body of ethnographic descriptions of song from 60 societies and another of field recordings of lullabies, dances, love songs and healing songs. Music appears in every society that was observed. It varies more within societies than between them, along three dimensions: formality, arousal and religiosity. Listeners and algorithms can tell what a song from an unknown culture is for from its sound alone. Tonality was found in all recordings, and melodies and rhythms fall between monotony and chaos everywhere in like manner.',
    names: /every society|more within societies|tell what a song/,
    never: /often said/,
  },
  {
    field: 'humanities',
    title: 'Soft food and the spread of f and v',
    abstract:
      'Linguists commonly assume that the sounds which people can make have been the same since our species arose. Here we show that labiodental sounds such as f and v spread only after the Neolithic, when softer food let adults keep the overbite of their youth. Biomechanical models tell that labiodentals take a third less effort with an overbite than with teeth that meet edge to edge. Languages of societies that produce food have about four times as many of them as those of hunters and gatherers. In the Indo-European family, their probability rose steeply in the last few thousand years along with dairying and milling. Language is thus shaped by culturally induced changes in human biology.',
    names: /labiodental sounds such as f and v spread|four times as many|shaped by culturally induced/,
    never: /commonly assume/,
  },
  {
    field: 'humanities',
    title: 'A pig painted on Sulawesi at least 45,500 years ago',
    abstract:
      "Indonesia holds some of the oldest rock art known. In this paper we describe two paintings of warty pigs found in caves of South Sulawesi. Uranium-series dating of a crust that grew on one of them, at Leang Tedongnge, shows that it was painted at least 45,500 years ago. It appears to be the world's oldest surviving picture of an animal, and is among the earliest signs of modern humans in Wallacea. The pigs seem to face each other, which may mean that a story is told.",
    names: /45,500 years|oldest surviving picture/,
    never: /may mean/,
  },
  {
    field: 'humanities',
    title: 'Lenses, mirrors and the look of early Netherlandish painting',
    abstract:
      "It has been claimed that painters of the 1430s traced images that concave mirrors threw upon their panels. The claim rests largely on the sudden exactness of their pictures, among them Jan van Eyck's chandelier in the Arnolfini portrait. This essay reconstructs the chandelier from its painted arms under the rules of perspective. The arms differ among themselves by more than any tracing of a projected image would allow, and no single scheme of perspective governs the room. Van Eyck worked by eye and by the habits of his workshop, I conclude, and the exactness of the picture is a feat of description rather than of optics.",
    names: /by eye|than any tracing/,
    never: /has been claimed|claim rests/,
  },
  {
    field: 'chemistry',
    title: 'Water from desert air with a metal-organic framework and sunlight',
    abstract:
      'Air holds about as much water as a tenth of all lakes, but to gain it where humidity is low takes much energy. We demonstrate a device based on a porous metal-organic framework, MOF-801, that captures water from air at the prevailing humidity and releases it by the heat of natural sunlight of less than one sun. It harvests 2.8 liters of water per kilogram of the framework daily at relative humidity as low as 20% and needs no other input of energy. Such devices may serve regions where neither fog nor ground water is within reach.',
    names: /MOF-801|2\.8 liters/,
    never: /holds about as much/,
  },
  {
    field: 'chemistry',
    title: 'Copper catalysis joins azides to terminal alkynes',
    abstract:
      'The uncatalyzed addition of azides to alkynes is slow and gives mixtures of two isomers. We report that copper(I), made in place from copper sulfate and ascorbate, catalyzes the union of azides with terminal alkynes in water at room temperature. Only the 1,4-disubstituted 1,2,3-triazole is formed, in yields of mostly over 90%, and the product is simply filtered off. A wide range of groups can be present, and neither oxygen nor water need be kept away. Calculations and kinetics suggest a stepwise path by way of a copper acetylide.',
    names: /copper\(I\)|Only the 1,4/,
    never: /is slow and gives/,
  },
  {
    field: 'chemistry',
    title: 'Organometal halide perovskites as light absorbers in solar cells',
    abstract:
      'Cells in which a dye on titanium dioxide absorbs the light are cheap, but dyes absorb weakly and fade. Two organolead halide perovskites, CH3NH3PbBr3 and CH3NH3PbI3, were found to sensitize TiO2 for visible light in photoelectrochemical cells. A cell with the iodide converted 3.8% of the energy of sunlight, and one with the bromide reached a photovoltage of 0.96 V with an external quantum efficiency of 65%. The crystals form by themselves when a solution of both salts dries on the oxide. However, the liquid electrolyte dissolves them within minutes, so that solid conductors will be needed.',
    names: /found to sensitize|3\.8%|0\.96 V/,
    never: /absorb weakly/,
  },
  {
    field: 'chemistry',
    title: 'Breaking down perfluoroalkyl carboxylic acids under mild conditions',
    abstract:
      'Perfluoroalkyl substances resist nearly everything and gather in water, soil and blood. Their destruction has so far needed high temperatures, plasmas or strong oxidants. We report that perfluorocarboxylic acids decompose in a mixture of dimethyl sulfoxide and water with sodium hydroxide at 80 to 120 °C. Loss of carbon dioxide in the polar aprotic solvent gives a reactive anion, from which 78 to nearly 100% of the fluorine is set free as fluoride within a day. Calculations show that the chain is not shortened one carbon at a time, as was believed, but breaks by eliminations, additions of hydroxide and fragmentations. Branched ethers such as GenX give way under the same conditions; sulfonates do not.',
    names: /decompose in|set free as fluoride|not shortened one carbon/,
    never: /has so far needed|as was believed\.$/,
  },
  {
    field: 'chemistry',
    title: 'A mobile robot that searches for catalysts by itself',
    abstract:
      'Finding better materials takes many experiments, most of which chemists still do by hand. We used a mobile robot to search for improved photocatalysts for hydrogen production from water. The robot operated for eight days, working out 688 experiments in a space of ten variables under the control of a batched Bayesian search. It found mixtures that were six times more active than the formulations it began with, choosing components that helped and dropping those that harmed. The robot uses the instruments that people use and could therefore be set to other problems in an ordinary laboratory.',
    names: /six times more active|used a mobile robot|688 experiments/,
    never: /by hand/,
  },
  {
    field: 'chemistry',
    title: 'A ruthenium carbene with one heterocyclic ligand for olefin metathesis',
    abstract:
      'Catalysts of ruthenium bear most functional groups but are less active than those of molybdenum. In order to raise their activity, one of the two phosphines of the common catalyst was replaced by a saturated N-heterocyclic carbene, a stronger donor. The new complexes close rings and polymerize strained olefins at rates that match those of molybdenum while still standing air and moisture. They even form tetrasubstituted double bonds, which no earlier ruthenium catalyst did. Loadings of 0.05 mol % are enough for many substrates.',
    names: /match those of molybdenum|tetrasubstituted|replaced by a saturated/,
    never: /less active than/,
  },
  {
    field: 'chemistry',
    title: 'How lithium makes ammonia from nitrogen at room temperature: a protocol to rule out false positives',
    abstract:
      'Electrochemical reduction of nitrogen would make ammonia without fossil fuels, and dozens of catalysts have been announced for it. The amounts claimed are, however, often so small that ammonia in air, membranes or the gas itself could account for them. We propose a protocol in which isotope-labelled nitrogen is fed after careful removal of labelled ammonia and oxides from it, and in which blanks with argon are run each time. Applied to the most promising claims in water, the protocol finds no ammonia that came from nitrogen. Only the reduction by lithium in tetrahydrofuran stands the test.',
    names: /propose a protocol|no ammonia that came|Only the reduction by lithium/,
    never: /dozens of catalysts/,
  },
  {
    field: 'mathematics',
    title: 'Bounded gaps between primes',
    abstract:
      'It is proved that the difference between consecutive primes is less than 70,000,000 infinitely often. In other words, the lower limit of p_{n+1} − p_n is finite. Goldston, Pintz and Yıldırım had come close to this, and would have reached it if primes were known to be spread evenly in arithmetic progressions somewhat beyond the range of the Bombieri–Vinogradov theorem. The proof is a refinement of their method that needs evenness only for moduli without large prime factors, where a stronger theorem of that kind can be established.',
    names: /70,000,000|stronger theorem/,
    never: /had come close/,
  },
  {
    field: 'mathematics',
    title: 'The primes contain arbitrarily long arithmetic progressions',
    abstract:
      "Let k be any whole number. We show that there are infinitely many arithmetic progressions of length k that consist of primes alone. There are three main ingredients. The first is Szemerédi's theorem, which says that any set of integers of positive density has progressions of every length. The second, which is new, is a transference principle that carries Szemerédi's theorem over to dense subsets of sets that look random. The third is a recent estimate of Goldston and Yıldırım, from which it follows that primes lie densely in such a set.",
    names: /arithmetic progressions of length k|transference principle/,
    never: /There are three|third is a recent/,
  },
  {
    field: 'mathematics',
    title: 'Hypercubes, signed matrices and a proof of the sensitivity conjecture',
    abstract:
      'In this paper, we prove that any induced subgraph on more than half of the vertices of the n-dimensional cube has a vertex of degree at least √n. The bound is best possible, by an example of Chung, Füredi, Graham and Seymour. As Gotsman and Linial observed, this confirms the conjecture of Nisan and Szegedy that the sensitivity and the degree of a Boolean function are polynomially related. The proof assigns signs to the edges of the cube so that all eigenvalues of the matrix are ±√n, and then uses interlacing.',
    names: /at least √n|confirms the conjecture/,
    never: /by an example/,
  },
  {
    field: 'mathematics',
    title: 'Large subsets of F_q^n without three-term progressions',
    abstract:
      'In this note, we show that the method of Croot, Lev and Pach can be used to bound the size of a subset of F_q^n with no three terms in arithmetic progression by c^n with c < q. For q = 3, the problem of cap sets, this gives an upper bound of o(2.756^n), where the best bound before was of order 3^n divided by a power of n. The argument counts polynomials of low degree and takes less than two pages.',
    names: /c\^n with c < q|2\.756/,
    never: /bound the size\.$|counts polynomials of low degree\.$/,
  },
  {
    field: 'mathematics',
    title: 'A single tile that never repeats',
    abstract:
      'A set of tiles is called aperiodic if copies of them cover the plane, but never with translational symmetry. The smallest sets known had two tiles, and whether one could do has been open since the 1970s as the einstein problem. We answer it with a tile that is a polygon of thirteen sides, the hat, made of eight kites. Copies of the hat and its mirror image tile the plane, yet no tiling by them is periodic. One proof combines computer search with a system of substitutions; another, which is new in kind, compares the tilings of two related shapes and needs no search. The hat belongs to a continuum of tiles with the same property.',
    names: /polygon of thirteen sides|the hat|[Cc]ontinuum of tiles/,
    never: /has been open|had two tiles/,
  },
  {
    field: 'mathematics',
    title: 'The densest packing of balls in eight dimensions',
    abstract:
      'How densely equal balls can fill space is known only in dimensions one, two and three, the last by a proof of several hundred pages with much computation. In this paper we prove that no packing of unit balls in eight-dimensional Euclidean space is denser than the E8 lattice packing. Cohn and Elkies had reduced the question to finding a function with certain signs and zeros. We construct that function explicitly as a Laplace transform of quasimodular forms.',
    names: /E8|function explicitly/,
    never: /only in dimensions/,
  },
  {
    field: 'mathematics',
    title: "A proof of Onsager's conjecture for weak solutions of the Euler equations",
    abstract:
      'Onsager conjectured in 1949 that solutions of the incompressible Euler equations conserve energy when they are Hölder continuous with an exponent above 1/3, and need not when it is smaller. The first half was settled in the 1990s. For any α < 1/3, we construct weak solutions to the three-dimensional Euler equations in the class C^α that have nonempty compact support in time and therefore do not conserve the total energy. The construction joins convex integration with Mikado flows to a new step that gathers the error into disjoint short intervals of time. This settles the conjecture up to its endpoint.',
    names: /construct weak solutions|settles the conjecture/,
    never: /settled in the 1990s|Onsager conjectured in 1949/,
  },
  {
    field: 'mathematics',
    title: 'Controlling the rate of false discoveries in multiple testing',
    abstract:
      'The usual way to deal with many tests at once is to control the probability that even one true null hypothesis is rejected, which costs much power. In many problems it matters more what share of the rejections is false. We call the expectation of this share the false discovery rate. It equals the familywise error rate when all hypotheses are true and is smaller otherwise. A simple sequential procedure based on the ordered p-values is proved to control it for independent test statistics, and a simulation study shows that the gain in power is substantial.',
    names: /false discovery rate|control it/,
    never: /usual way/,
  },
]
