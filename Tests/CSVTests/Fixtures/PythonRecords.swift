/// What Python 3's `csv.reader(strict=True)` makes of every text of up to four characters out of
/// a, comma, quote, LF and CR.
///
/// Written by Python 3.11: `text=records`, records divided by `/`, each field behind a `|`; a comma
/// is c, a quote q, LF n, CR r, an error `!`, no record at all `-`; a blank line has no field.
let pythonRecords = """
  =- a=|a c=|| q=! n= r= aa=|aa ac=|a| aq=|aq an=|a ar=|a ca=||a cc=||| cq=! cn=|| cr=|| qa=! qc=!
  qq=| qn=! qr=! na=/|a nc=/|| nq=! nn=/ nr=/ ra=/|a rc=/|| rq=! rn= rr=/ aaa=|aaa aac=|aa|
  aaq=|aaq aan=|aa aar=|aa aca=|a|a acc=|a|| acq=! acn=|a| acr=|a| aqa=|aqa aqc=|aq| aqq=|aqq
  aqn=|aq aqr=|aq ana=|a/|a anc=|a/|| anq=! ann=|a/ anr=|a/ ara=|a/|a arc=|a/|| arq=! arn=|a
  arr=|a/ caa=||aa cac=||a| caq=||aq can=||a car=||a cca=|||a ccc=|||| ccq=! ccn=||| ccr=||| cqa=!
  cqc=! cqq=|| cqn=! cqr=! cna=||/|a cnc=||/|| cnq=! cnn=||/ cnr=||/ cra=||/|a crc=||/|| crq=!
  crn=|| crr=||/ qaa=! qac=! qaq=|a qan=! qar=! qca=! qcc=! qcq=|c qcn=! qcr=! qqa=! qqc=|| qqq=!
  qqn=| qqr=| qna=! qnc=! qnq=|n qnn=! qnr=! qra=! qrc=! qrq=|r qrn=! qrr=! naa=/|aa nac=/|a|
  naq=/|aq nan=/|a nar=/|a nca=/||a ncc=/||| ncq=! ncn=/|| ncr=/|| nqa=! nqc=! nqq=/| nqn=! nqr=!
  nna=//|a nnc=//|| nnq=! nnn=// nnr=// nra=//|a nrc=//|| nrq=! nrn=/ nrr=// raa=/|aa rac=/|a|
  raq=/|aq ran=/|a rar=/|a rca=/||a rcc=/||| rcq=! rcn=/|| rcr=/|| rqa=! rqc=! rqq=/| rqn=! rqr=!
  rna=/|a rnc=/|| rnq=! rnn=/ rnr=/ rra=//|a rrc=//|| rrq=! rrn=/ rrr=// aaaa=|aaaa aaac=|aaa|
  aaaq=|aaaq aaan=|aaa aaar=|aaa aaca=|aa|a aacc=|aa|| aacq=! aacn=|aa| aacr=|aa| aaqa=|aaqa
  aaqc=|aaq| aaqq=|aaqq aaqn=|aaq aaqr=|aaq aana=|aa/|a aanc=|aa/|| aanq=! aann=|aa/ aanr=|aa/
  aara=|aa/|a aarc=|aa/|| aarq=! aarn=|aa aarr=|aa/ acaa=|a|aa acac=|a|a| acaq=|a|aq acan=|a|a
  acar=|a|a acca=|a||a accc=|a||| accq=! accn=|a|| accr=|a|| acqa=! acqc=! acqq=|a| acqn=! acqr=!
  acna=|a|/|a acnc=|a|/|| acnq=! acnn=|a|/ acnr=|a|/ acra=|a|/|a acrc=|a|/|| acrq=! acrn=|a|
  acrr=|a|/ aqaa=|aqaa aqac=|aqa| aqaq=|aqaq aqan=|aqa aqar=|aqa aqca=|aq|a aqcc=|aq|| aqcq=!
  aqcn=|aq| aqcr=|aq| aqqa=|aqqa aqqc=|aqq| aqqq=|aqqq aqqn=|aqq aqqr=|aqq aqna=|aq/|a aqnc=|aq/||
  aqnq=! aqnn=|aq/ aqnr=|aq/ aqra=|aq/|a aqrc=|aq/|| aqrq=! aqrn=|aq aqrr=|aq/ anaa=|a/|aa
  anac=|a/|a| anaq=|a/|aq anan=|a/|a anar=|a/|a anca=|a/||a ancc=|a/||| ancq=! ancn=|a/||
  ancr=|a/|| anqa=! anqc=! anqq=|a/| anqn=! anqr=! anna=|a//|a annc=|a//|| annq=! annn=|a//
  annr=|a// anra=|a//|a anrc=|a//|| anrq=! anrn=|a/ anrr=|a// araa=|a/|aa arac=|a/|a| araq=|a/|aq
  aran=|a/|a arar=|a/|a arca=|a/||a arcc=|a/||| arcq=! arcn=|a/|| arcr=|a/|| arqa=! arqc=!
  arqq=|a/| arqn=! arqr=! arna=|a/|a arnc=|a/|| arnq=! arnn=|a/ arnr=|a/ arra=|a//|a arrc=|a//||
  arrq=! arrn=|a/ arrr=|a// caaa=||aaa caac=||aa| caaq=||aaq caan=||aa caar=||aa caca=||a|a
  cacc=||a|| cacq=! cacn=||a| cacr=||a| caqa=||aqa caqc=||aq| caqq=||aqq caqn=||aq caqr=||aq
  cana=||a/|a canc=||a/|| canq=! cann=||a/ canr=||a/ cara=||a/|a carc=||a/|| carq=! carn=||a
  carr=||a/ ccaa=|||aa ccac=|||a| ccaq=|||aq ccan=|||a ccar=|||a ccca=||||a cccc=||||| cccq=!
  cccn=|||| cccr=|||| ccqa=! ccqc=! ccqq=||| ccqn=! ccqr=! ccna=|||/|a ccnc=|||/|| ccnq=!
  ccnn=|||/ ccnr=|||/ ccra=|||/|a ccrc=|||/|| ccrq=! ccrn=||| ccrr=|||/ cqaa=! cqac=! cqaq=||a
  cqan=! cqar=! cqca=! cqcc=! cqcq=||c cqcn=! cqcr=! cqqa=! cqqc=||| cqqq=! cqqn=|| cqqr=|| cqna=!
  cqnc=! cqnq=||n cqnn=! cqnr=! cqra=! cqrc=! cqrq=||r cqrn=! cqrr=! cnaa=||/|aa cnac=||/|a|
  cnaq=||/|aq cnan=||/|a cnar=||/|a cnca=||/||a cncc=||/||| cncq=! cncn=||/|| cncr=||/|| cnqa=!
  cnqc=! cnqq=||/| cnqn=! cnqr=! cnna=||//|a cnnc=||//|| cnnq=! cnnn=||// cnnr=||// cnra=||//|a
  cnrc=||//|| cnrq=! cnrn=||/ cnrr=||// craa=||/|aa crac=||/|a| craq=||/|aq cran=||/|a crar=||/|a
  crca=||/||a crcc=||/||| crcq=! crcn=||/|| crcr=||/|| crqa=! crqc=! crqq=||/| crqn=! crqr=!
  crna=||/|a crnc=||/|| crnq=! crnn=||/ crnr=||/ crra=||//|a crrc=||//|| crrq=! crrn=||/ crrr=||//
  qaaa=! qaac=! qaaq=|aa qaan=! qaar=! qaca=! qacc=! qacq=|ac qacn=! qacr=! qaqa=! qaqc=|a| qaqq=!
  qaqn=|a qaqr=|a qana=! qanc=! qanq=|an qann=! qanr=! qara=! qarc=! qarq=|ar qarn=! qarr=! qcaa=!
  qcac=! qcaq=|ca qcan=! qcar=! qcca=! qccc=! qccq=|cc qccn=! qccr=! qcqa=! qcqc=|c| qcqq=!
  qcqn=|c qcqr=|c qcna=! qcnc=! qcnq=|cn qcnn=! qcnr=! qcra=! qcrc=! qcrq=|cr qcrn=! qcrr=! qqaa=!
  qqac=! qqaq=! qqan=! qqar=! qqca=||a qqcc=||| qqcq=! qqcn=|| qqcr=|| qqqa=! qqqc=! qqqq=|q
  qqqn=! qqqr=! qqna=|/|a qqnc=|/|| qqnq=! qqnn=|/ qqnr=|/ qqra=|/|a qqrc=|/|| qqrq=! qqrn=|
  qqrr=|/ qnaa=! qnac=! qnaq=|na qnan=! qnar=! qnca=! qncc=! qncq=|nc qncn=! qncr=! qnqa=!
  qnqc=|n| qnqq=! qnqn=|n qnqr=|n qnna=! qnnc=! qnnq=|nn qnnn=! qnnr=! qnra=! qnrc=! qnrq=|nr
  qnrn=! qnrr=! qraa=! qrac=! qraq=|ra qran=! qrar=! qrca=! qrcc=! qrcq=|rc qrcn=! qrcr=! qrqa=!
  qrqc=|r| qrqq=! qrqn=|r qrqr=|r qrna=! qrnc=! qrnq=|rn qrnn=! qrnr=! qrra=! qrrc=! qrrq=|rr
  qrrn=! qrrr=! naaa=/|aaa naac=/|aa| naaq=/|aaq naan=/|aa naar=/|aa naca=/|a|a nacc=/|a|| nacq=!
  nacn=/|a| nacr=/|a| naqa=/|aqa naqc=/|aq| naqq=/|aqq naqn=/|aq naqr=/|aq nana=/|a/|a nanc=/|a/||
  nanq=! nann=/|a/ nanr=/|a/ nara=/|a/|a narc=/|a/|| narq=! narn=/|a narr=/|a/ ncaa=/||aa
  ncac=/||a| ncaq=/||aq ncan=/||a ncar=/||a ncca=/|||a nccc=/|||| nccq=! nccn=/||| nccr=/|||
  ncqa=! ncqc=! ncqq=/|| ncqn=! ncqr=! ncna=/||/|a ncnc=/||/|| ncnq=! ncnn=/||/ ncnr=/||/
  ncra=/||/|a ncrc=/||/|| ncrq=! ncrn=/|| ncrr=/||/ nqaa=! nqac=! nqaq=/|a nqan=! nqar=! nqca=!
  nqcc=! nqcq=/|c nqcn=! nqcr=! nqqa=! nqqc=/|| nqqq=! nqqn=/| nqqr=/| nqna=! nqnc=! nqnq=/|n
  nqnn=! nqnr=! nqra=! nqrc=! nqrq=/|r nqrn=! nqrr=! nnaa=//|aa nnac=//|a| nnaq=//|aq nnan=//|a
  nnar=//|a nnca=//||a nncc=//||| nncq=! nncn=//|| nncr=//|| nnqa=! nnqc=! nnqq=//| nnqn=! nnqr=!
  nnna=///|a nnnc=///|| nnnq=! nnnn=/// nnnr=/// nnra=///|a nnrc=///|| nnrq=! nnrn=// nnrr=///
  nraa=//|aa nrac=//|a| nraq=//|aq nran=//|a nrar=//|a nrca=//||a nrcc=//||| nrcq=! nrcn=//||
  nrcr=//|| nrqa=! nrqc=! nrqq=//| nrqn=! nrqr=! nrna=//|a nrnc=//|| nrnq=! nrnn=// nrnr=//
  nrra=///|a nrrc=///|| nrrq=! nrrn=// nrrr=/// raaa=/|aaa raac=/|aa| raaq=/|aaq raan=/|aa
  raar=/|aa raca=/|a|a racc=/|a|| racq=! racn=/|a| racr=/|a| raqa=/|aqa raqc=/|aq| raqq=/|aqq
  raqn=/|aq raqr=/|aq rana=/|a/|a ranc=/|a/|| ranq=! rann=/|a/ ranr=/|a/ rara=/|a/|a rarc=/|a/||
  rarq=! rarn=/|a rarr=/|a/ rcaa=/||aa rcac=/||a| rcaq=/||aq rcan=/||a rcar=/||a rcca=/|||a
  rccc=/|||| rccq=! rccn=/||| rccr=/||| rcqa=! rcqc=! rcqq=/|| rcqn=! rcqr=! rcna=/||/|a
  rcnc=/||/|| rcnq=! rcnn=/||/ rcnr=/||/ rcra=/||/|a rcrc=/||/|| rcrq=! rcrn=/|| rcrr=/||/ rqaa=!
  rqac=! rqaq=/|a rqan=! rqar=! rqca=! rqcc=! rqcq=/|c rqcn=! rqcr=! rqqa=! rqqc=/|| rqqq=!
  rqqn=/| rqqr=/| rqna=! rqnc=! rqnq=/|n rqnn=! rqnr=! rqra=! rqrc=! rqrq=/|r rqrn=! rqrr=!
  rnaa=/|aa rnac=/|a| rnaq=/|aq rnan=/|a rnar=/|a rnca=/||a rncc=/||| rncq=! rncn=/|| rncr=/||
  rnqa=! rnqc=! rnqq=/| rnqn=! rnqr=! rnna=//|a rnnc=//|| rnnq=! rnnn=// rnnr=// rnra=//|a
  rnrc=//|| rnrq=! rnrn=/ rnrr=// rraa=//|aa rrac=//|a| rraq=//|aq rran=//|a rrar=//|a rrca=//||a
  rrcc=//||| rrcq=! rrcn=//|| rrcr=//|| rrqa=! rrqc=! rrqq=//| rrqn=! rrqr=! rrna=//|a rrnc=//||
  rrnq=! rrnn=// rrnr=// rrra=///|a rrrc=///|| rrrq=! rrrn=// rrrr=///
  """
