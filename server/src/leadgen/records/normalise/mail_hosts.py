"""Domains whose users have nothing in common, and mailboxes that belong to a role, not a person."""

from leadgen.records.normalise.words import words

FREE_MAIL = words(
    """
    012.net.il 126.com 139.com 163.com 189.cn 21cn.com 9online.fr a1.net abv.bg aim.com alice-dsl.net
    alice.de alice.it aliceadsl.fr aliyun.com amis.net amorki.pl anonaddy.com aol.co.uk aol.com aol.de
    aol.fr aon.at apollo.lv arcor.de aruba.it asia.com atlas.cz att.net autograf.pl autorambler.ru azet.sk
    bbox.fr belgacom.net bell.net bellsouth.net bezeqint.net biglobe.ne.jp bigmir.net bigpond.com
    bigpond.net.au bk.ru bluewin.ch blueyonder.co.uk bol.com.br bredband.net bredband2.com broadpark.no
    btinternet.com btopenworld.com buziaczek.pl caiway.nl caramail.com casema.nl cegetel.net centrum.cz
    centrum.sk centurylink.net charter.net chello.at chello.cz chello.hu chello.nl chello.sk citromail.hu
    clix.pt club-internet.fr cogeco.ca comcast.net comhem.se consultant.com countermail.com cox.net
    cytanet.com.cy daum.net delfi.lt dir.bg disroot.org dnainternet.net docomo.ne.jp dr.com duck.com
    earthlink.net eircom.net elisanet.fi email.com email.cz email.de email.it email.si email.ua
    embarqmail.com engineer.com europe.com ewe.net ewetel.net excite.co.jp excite.com ezweb.ne.jp
    fastmail.com fastmail.fm fastwebnet.it forthnet.gr foxmail.com free.fr freemail.gr freemail.hu
    freenet.de freeserve.co.uk frisurf.no frontier.com gazeta.pl gbg.bg globo.com globomail.com gmail.com
    gmx.at gmx.ch gmx.co.uk gmx.com gmx.de gmx.es gmx.eu gmx.fr gmx.info gmx.net gmx.org go2.pl
    googlemail.com hanmail.net hetnet.nl hey.com hispeed.ch hol.gr home.nl home.se hot.ee hotmail.be
    hotmail.ca hotmail.ch hotmail.co.jp hotmail.co.uk hotmail.com hotmail.com.ar hotmail.com.br hotmail.cz
    hotmail.de hotmail.dk hotmail.es hotmail.fr hotmail.it hotmail.nl hotmail.no hotmail.se hotmail.sk
    hushmail.com i.ua icloud.com ig.com.br iinet.net.au in.com in.gr iname.com inbox.com inbox.lv inbox.ru
    indamail.hu indiatimes.com inet.hr inmail.sk inode.at interia.com interia.eu interia.pl internet.ru
    internode.on.net inwind.it iol.cz iol.ie iol.it jazztel.es jubii.dk juno.com kabelmail.de kabsi.at
    kakao.com keemail.me klikni.cz kolumbus.fi kpnmail.nl kpnplanet.nl laposte.net legalmail.it lenta.ru
    libero.it list.ru live.at live.be live.ca live.cn live.co.uk live.com live.com.au live.com.mx
    live.com.pt live.de live.dk live.fr live.ie live.it live.jp live.nl live.no live.se liwest.at luukku.com
    lycos.com lyse.net mac.com magenta.de mail-online.de mail.bg mail.com mail.de mail.dk mail.ee mail.ru
    mail.t-com.sk mail.telepac.pt mail.ua mail2world.com mailbox.gr mailbox.hu mailbox.org mailfence.com
    me.com meta.ua mindspring.com movistar.es msn.com mweb.co.za mynet.com myrambler.ru myself.com
    myyahoo.com nate.com naver.com neostrada.pl net.hr netcabo.pt netcologne.de netscape.com netscape.net
    netti.fi netvision.net.il netzero.net neuf.fr nifty.com noos.fr ntlworld.com numericable.fr o2.co.uk
    o2.pl o2active.cz o2online.de ocn.ne.jp ofir.dk one.lv onet.eu onet.pl online.de online.ee online.nl
    online.no ono.com op.pl optinet.hr optonline.net optusnet.com.au orange.es orange.fr orange.net
    orangemail.sk otenet.gr outlook.at outlook.be outlook.co.id outlook.com outlook.com.au outlook.com.br
    outlook.cz outlook.de outlook.dk outlook.es outlook.fr outlook.hu outlook.ie outlook.in outlook.it
    outlook.jp outlook.pt outlook.sk ozemail.com.au passagen.se passport.com pec.it planet.nl plus.net
    plusnet.com pm.me pobox.sk poczta.fm poczta.onet.eu poczta.onet.pl post.com post.cz post.sk post.tele.dk
    poste.it posteo.de posteo.eu posteo.net pp.inet.fi privaterelay.appleid.com prodigy.net.mx proton.me
    protonmail.ch protonmail.com proximus.be q.com qq.com quick.cz quicknet.nl r7.com rambler.ru rediff.com
    rediffmail.com riseup.net ro.ru roadrunner.com rocketmail.com rogers.com rr.com runbox.com sapo.pt
    saunalahti.fi sbcglobal.net scarlet.be seznam.cz sfr.fr shaw.ca sify.com simplelogin.com sina.cn
    sina.com siol.net skiff.com sky.com skynet.be slingshot.co.nz softbank.ne.jp sohu.com sol.dk solcon.nl
    spoko.pl spoluzaci.cz spray.se start.no startmail.com stofanet.dk stonline.sk stream.cz sunrise.ch
    suomi24.fi superonline.com swipnet.se swissonline.ch sympatico.ca t-2.net t-online.de t-online.hu
    takas.lt talk21.com talktalk.net tdcadsl.dk techie.com tele2.nl tele2.se telefonica.net telenet.be
    teletu.it telfort.nl telia.com telia.se telkomsa.net telus.net terra.com terra.com.br terra.es tim.it
    tin.it tiscali.co.uk tiscali.cz tiscali.it tlen.pl tom.com tpg.com.au ttmail.com tut.by tuta.com tuta.io
    tutamail.com tutanota.com tutanota.de ukr.net unitybox.de uol.com.br upcmail.cz upcmail.hu upcmail.nl
    usa.com usa.net utanet.at verizon.net versanet.de videotron.ca vip.onet.pl vip.qq.com vipmail.hu
    virgilio.it virgin.net virginmedia.com vodafone.de vodafone.it vodafonemail.de vodamail.co.za voila.fr
    volny.cz voo.be vp.pl walla.co.il walla.com wanadoo.fr web.de webmail.co.za welho.com windowslive.com
    windstream.net wp.pl writeme.com xfinity.com xnet.hr xs4all.nl xtra.co.nz ya.com ya.ru yahoo.at yahoo.be
    yahoo.ca yahoo.ch yahoo.co.id yahoo.co.in yahoo.co.jp yahoo.co.nz yahoo.co.th yahoo.co.uk yahoo.co.za
    yahoo.com yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.hk yahoo.com.mx yahoo.com.ph yahoo.com.sg
    yahoo.com.tw yahoo.com.vn yahoo.cz yahoo.de yahoo.dk yahoo.es yahoo.fr yahoo.gr yahoo.ie yahoo.in
    yahoo.it yahoo.nl yahoo.no yahoo.pl yahoo.pt yahoo.ro yahoo.se yandex.by yandex.com yandex.kz yandex.ru
    yandex.ua yeah.net ymail.com zebra.lt ziggo.nl zipmail.com.br zoho.com zohomail.com zohomail.eu
    zonnet.nl zoznam.sk
    """
)

# Hosts of pages and profiles: "our website is facebook.com/acme" does not make Facebook the company.
SHARED_SITES = words(
    """
    about.me amazon.com angel.co ares.gov.cz bit.ly bitbucket.org blogspot.com carrd.co crunchbase.com
    ebay.com estranky.cz etsy.com facebook.com fb.com fb.me firmy.cz fiverr.com github.com gitlab.com goo.gl
    google.com instagram.com jimdo.com jimdofree.com jimdosite.com linkedin.com linktr.ee medium.com
    myshopify.com notion.site pinterest.com shoptet.cz sites.google.com squarespace.com substack.com t.me
    telegram.me tiktok.com tumblr.com twitter.com upwork.com vk.com wa.me wbs.cz webflow.io webnode.com
    webnode.cz webnode.page webnode.sk weebly.com wellfound.com wikipedia.org wix.com wixsite.com
    wordpress.com x.com xing.com youtu.be youtube.com
    """
)

# A mailbox of a function: many people read it, so it identifies none of them.
ROLE_MAILBOXES = words(
    """
    abuse account accounting accounts admin administration administrator admins ads advertising all billing
    board book booking bookings buchhaltung buero bureau business career careers ceo-office commercial
    communication communications compliance comptabilite contabilidad contabilita contact contacto contactus
    contato contatti customer customercare customers customerservice customersupport dataprivacy datenschutz
    dealer delivery design dev developer developers devnull director dispatch dispecink dns dotazy dpo
    druckerei editor editorial einkauf email empfang employment enquiries enquiry etudes events export
    facturacion facturation facturen faktura fakturace fakturacia fakturowanie faktury fax feedback finance
    finances firma franchise ftp gdpr general geschaeftsleitung group guest hallo hei hej hello help
    helpdesk hi hiring hola home hostmaster hotline hr hrdept hry ict info informace informacie informacje
    informatica informatie informatik information informazioni infos inquiries inquiry international
    investor investors invoice invoices invoicing it job jobs kadry kancelar kancelaria kariera kariéra
    karriere klienti kontakt kontakti kontor kundendienst kundenservice kundservice kundtjanst lager legal
    list list-request logistics logistik logistika mail mailbox maildaemon mailer-daemon mailman management
    manager market marketing media members moderator myynti nepiste news newsletter no-reply no_reply nobody
    noc noreplies noreply obchod objednavky oddeleni office offices online operations opiskelu order orders
    ordini ouverture partner partners partnership partnerships pay payment payments payroll personal
    personalabteilung personalni poczta podatelna podpora podpora-it pomoc post postmaster poststelle pr
    praha predaj predaje prensa press presse privacy prodej prodejna produktion projects purchasing recepce
    recepcia recepcion reception recepty recruiting recruitment redaction redakce redakcia redaktion
    redazione registrar registration reklamace reklamacie rekrutacja rekrytering reservation reservations
    reservierung reservierungen rezervace rh root rrhh saes sale sales salg secretaria secretariat secretary
    security sekretar sekretariaat sekretariat sekretariát service servicedesk services servis shipping shop
    sklad sklep soporte souteze spam spolecnost sprzedaz sso staff stazione store studio subscribe
    subscriptions suport supply support sysadmin system systems talent team teams tech technical
    technicka-podpora technik technika telemarketing test ticket tickets toimisto trade training uctaren
    uctarna uctovnictvo unsubscribe upport urad usenet user users uucp vendas vendite ventas ventes verkauf
    verkoop vertrieb verwaltung vyroba vzdelavani web webadmin webmaster welcome wholesale work www
    zakaznici zakaznickapodpora zamowienia zarzad zentrale
    """
)
